# Read aloud at six in the morning, at a gate. Short sentences; first what to do, then why.
# A message may have an attribute `.sms`: what it says by SMS, plain and without emoji.

## What can be reported
kind-demolition = demolition
kind-bailiffs = bailiffs
kind-collectors = collectors
kind-police = police
kind-raid = raid
kind-cutoff = cut-off
kind-cutoff-heat = heat cut off
kind-cutoff-water = water cut off
kind-cutoff-light = light cut off

## Buttons
language-kk = Қазақша
language-ru = Русский
language-en = English
button-alarm = 🚨 Alarm
button-location = 📍 Send my location
button-coming = 🏃 Coming
button-there = ✋ There
button-cant = ✖ Can't
button-map = 🗺 Map
button-confirm = ✅ Confirm
button-false = ❌ False alarm
button-update = 📣 Update
button-another = ➕ Another place
button-stand-down = 🏁 Stand down
button-send-report = 🚨 Send
button-send = ✅ Send
button-cancel = Cancel
button-skip = Skip
button-agree = ✅ I agree, join
button-resident = 🏠 I live here
button-defender = 🤝 I come to help
button-both = 🏠🤝 Both
button-leave = Leave and erase everything
button-stay = Stay
button-same-place = { $place }
button-neighbourhood = { $neighbourhood }
button-what = { $what }
button-choice = { $neighbourhood }: { $what }. { $place }
button-more = More …
button-add-neighbourhood = ➕ Another neighbourhood

## Joining
choose-language = Тілді таңдаңыз · Выберите язык · Choose a language
choose-neighbourhood = Which neighbourhood is yours? Press a button, or send your location with 📎 and we offer the nearest.
choose-nearest = The nearest to you is first. Which one is yours?
choose-role = { $neighbourhood }. Do you live there, or do you come to help, or both?
consent =
    What we keep: your Telegram number, your first name, your language, { $neighbourhood }. All of it is sealed; no other member sees it.
    We write to you when neighbours need people, and when it is over.
    To leave and erase everything: /leave, at any time.
consent-organiser =
    You are invited to be an organiser of { $neighbourhood }.
    What we keep: your Telegram number, your first name, your language. All of it is sealed; no other member sees it.
    You will confirm reports, write to people and end alarms. To leave and erase everything: /leave, at any time.
joined =
    Done. You are in { $neighbourhood }.
    If they come to you or your neighbours, press 🚨 below, or write what and where: { $example }
    .sms = You are in { $neighbourhood }. In trouble text: { $example }. We keep only your number and language, sealed. To stop: STOP. To erase all: FORGET ME
joined-organiser =
    You are an organiser of { $neighbourhood }. Reports come to you with buttons. To write to the whole neighbourhood: /broadcast. To raise an alarm, press 🚨.
welcome-back =
    You are in { $neighbourhoods }. We write to you when people are needed.
    In trouble press 🚨 below, or write what and where: { $example }
    To leave: /leave
    .sms = You are in { $neighbourhoods }. In trouble text: { $example }. To stop: STOP. To erase all: FORGET ME
language-changed = Done. We write to you in English.
join-which =
    Which neighbourhood? Press a button.
    .sms = Which neighbourhood? Text JOIN and one of: { $neighbourhoods }
join-unknown =
    We do not know that neighbourhood. Press yours.
    .sms = We do not know that neighbourhood. Text JOIN and one of: { $neighbourhoods }
invite-used = This invitation has been used or is too old. Ask for a new one. You can still join as a resident: /start
join-again = Please begin again: /start

## Reporting
report-what = What is happening? Press a button.
report-which =
    Where: which neighbourhood? Nothing goes out before you answer.
    .sms = Which neighbourhood? Text its name and we send the alarm: { $neighbourhoods }
report-where =
    { $neighbourhood }: { $what }. Where exactly? Type street and house, send 📍 your location, or press Skip.
report-check = { $neighbourhood }: { $what }. { $place }
    Send the alarm?
report-check-no-place = { $neighbourhood }: { $what }.
    Send the alarm?
report-cancelled = Cancelled. Nothing was sent.
report-expired = That was not finished. Press 🚨 to begin again.
report-held =
    🟡 Heard at { $time }: { $neighbourhood }: { $what }. { $place }
    We asked the organisers to confirm it; a second report by a neighbour confirms it too. We write to you at once when it goes out.
    If life or health is in danger, call 112 now.
    .sms = Heard at { $time }. Organisers are asked to confirm; then people are called. If life is in danger call 112.
report-held-nobody =
    🟡 Heard at { $time }: { $neighbourhood }: { $what }. { $place }
    There is no organiser here yet: nobody can confirm it. A report by a second neighbour sends it out: ask one to write to us now.
    If life or health is in danger, call 112.
    .sms = Heard at { $time }. There is no organiser here yet, nobody can confirm. Ask a neighbour to report too: then people are called. Danger to life: 112
report-added =
    🟡 Your report was added at { $time }. It still waits for a confirmation. We write to you at once when it goes out.
    .sms = Added at { $time }. It still waits for a confirmation.
report-joined =
    🟢 This alarm is already out ({ $code }). Your report was added at { $time }. On the way: { $coming }, there: { $there }.
    Is it another house? Press the button, and people are called there too.
    .sms = People are called already ({ $code }). Added at { $time }. On the way { $coming }, there { $there }. Another place? Begin your text with NEW
report-lapsed =
    Nobody confirmed your report ({ $neighbourhood }: { $what }), so it was not sent out. If it goes on, write again.
    .sms = Nobody confirmed your report, it was not sent out. If it goes on, text again.
report-false =
    Your report ({ $neighbourhood }: { $what }) was checked: the organisers see no danger there now. Thank you for watching. If you do see it, write again.
    .sms = Checked: the organisers see no danger there now. If you do see it, text again.
another-where = Where is the other place? Type street and house, or press the place.
another-closed = That alarm is over. To report, press 🚨.

## The call
call-ask = Please come
call-answers = 1 coming, 2 no
card-call = 🔴 { $neighbourhood }: { $what }
card-place = 📍 { $place }
card-place-unknown = 📍 the exact place is not known yet
card-more-places = Also: { $places }
card-since = Since { $time }
card-asker-organiser = Asked by: an organiser
card-asker-trusted = Asked by: a trusted neighbour
card-asker-confirmed = Confirmed by an organiser
card-asker-neighbours = Asked by: several neighbours
card-how = Can you come? Press a button. Stay calm, stay together, film from a distance, no violence.
card-headcount = 🏃 On the way: { $coming } · ✋ there: { $there }
card-you-coming = You: coming. Press There when you arrive.
card-you-there = You: there. Thank you.
card-you-cant = You: can't come. Thank you for answering.
card-over = 🏁 It is over ({ $time }). Thank you.
receipt = 🟢 Sent. We are calling { $called } people.
    .sms = Sent at { $time }. We are calling { $called } people. Keep your phone at hand, stay calm.

## Organisers
organiser-held = 🟡 { $neighbourhood }: { $what } — is it true?
organiser-held-how = One report is not sure yet. Look or ask, then press.
organiser-held-below = Its organisers are asked to confirm.
organiser-open = 🔴 { $neighbourhood }: { $what }
organiser-false = ⚪ { $neighbourhood }: { $what } — false alarm
organiser-lapsed = ⚪ { $neighbourhood }: { $what } — nobody confirmed it
organiser-over = 🏁 { $neighbourhood }: { $what } — over since { $time }
organiser-code = Code { $code } · since { $time } · reports: { $reports }
organiser-counts = Reached { $reached } of { $called } · failed { $failed }
organiser-headcount = 🏃 coming { $coming } · ✋ there { $there } · ✖ can't { $cant }
organiser-sms-held = { $neighbourhood }: { $what }, { $time }. { $place }. True? YES { $code } / NO { $code }
organiser-sms-open = { $neighbourhood }: { $what }, { $time }. People are called. To end: CLEAR { $code }
organiser-sms-other = { $neighbourhood }: { $what }. { $code }: closed.
verdict-confirmed =
    ✅ Confirmed. { $called } people are being called.
    .sms = { $code } confirmed. We are calling { $called } people. To end: CLEAR { $code }
verdict-false =
    Marked as a false alarm. Nobody is called.
    .sms = { $code }: false alarm. Nobody is called.
verdict-too-late =
    Already decided: { $stage }.
    .sms = { $code }: already decided ({ $stage }).
stage-held = waits for a confirmation
stage-open = out since { $time }
stage-false = false alarm
stage-lapsed = nobody confirmed it
stage-over = over since { $time }
not-allowed =
    Only organisers of this neighbourhood can do that.
    .sms = Only organisers of this neighbourhood can do that.
code-unknown =
    We do not know the code { $code }. Look at the last message and send it again.
    .sms = We do not know the code { $code }. Look at the last message and text it again.
update-what = What is new? Write one message; everyone who was called gets it. ({ $neighbourhood }: { $what })
update-sent = 📣 On its way to { $called } people.
update-text = 📣 { $neighbourhood }: { $text }
    .sms = { $neighbourhood }: { $text }
place-added =
    ➕ { $neighbourhood }: also at { $place }.
    .sms = { $neighbourhood }: also at { $place }.
all-clear =
    🏁 { $neighbourhood }: { $what } is over, { $time }. You need not come any more. Thank you to everyone.
    .sms = { $neighbourhood }: over, { $time }. No need to come. Thank you.
stood-down =
    🏁 Stood down. We are telling everyone who was called ({ $called }).
    .sms = { $code }: stood down. We are telling everyone who was called ({ $called }).
broadcast-where = Which neighbourhood do you want to write to?
broadcast-what = { $neighbourhood }: write your message. You see a preview before it goes out.
broadcast-preview =
    { $neighbourhood }, { $people } people ({ $telegram } on Telegram, { $sms } by SMS).
    SMS segments: { $segments }, about ${ $cost }.
    ———
    { $text }
broadcast-sent = On its way to { $people } people.
broadcast-cancelled = Cancelled. Nothing was sent.
broadcast-nobody = Nobody is registered in { $neighbourhood } yet. Nothing was sent.
broadcast-text = { $neighbourhood }: { $text }
broadcast-expired = That message is gone. Begin again: /broadcast
text-too-long = That is too long: at most { $limit } characters, yours has { $length }. Please send it shorter.

## Answers
answered-coming =
    Noted: you are coming. On the way { $coming }, there { $there }
    .sms = Noted: coming. On the way { $coming }, there { $there }. { $place }
answered-there =
    Noted: you are there. There { $there }
    .sms = Noted: you are there. There { $there }, on the way { $coming }.
answered-cant =
    Noted. Thank you for answering.
    .sms = Noted. Thank you for answering.
answer-which =
    Several alarms are open for you. Press a button under the one you mean.
    .sms = Several alarms are open. Text 1 and the code of yours: { $choices }
answer-none =
    No alarm is open for you now.
    .sms = No alarm is open for you now.
noted = Noted
answer-stranger = To be counted, join first: /start
incident-over = It is over since { $time }. Thank you.
incident-false = It was a false alarm. Nobody needs to come.
incident-lapsed = Nobody confirmed it. Nobody needs to come.
incident-gone = This button is old and does nothing any more.
map-exact =
    { $neighbourhood }: { $what }
    { $place }
map-approximate =
    { $neighbourhood }: { $what }
    Approximate: the middle of { $neighbourhood }
map-none = The place is not known on the map yet.

## Leaving, help
stop-done =
    Done. We write nothing more here. If you want us back: /start
    .sms = Done. We send nothing more. If you want us back, text JOIN.
stop-phone = Your phone is closed: no more SMS from us. We still write to you here. To leave altogether, press the button.
leave-sure =
    This erases everything we keep about you, at once. Nobody will call you any more. Sure?
    .sms = This erases everything we keep about you. Sure? Text FORGET ME once more.
leave-kept = Good that you stay. Nothing was erased.
leave-done =
    Erased. We keep nothing about you, only a sealed mark so that an old list cannot bring you back. If you want to return: /start
    .sms = Erased. To return, text JOIN.
resumed =
    We write to you again.
    .sms = We write to you again. You are in { $neighbourhoods }.
help =
    To raise an alarm press 🚨, or write what and where:
    { $example }
    What: demolition, bailiffs, collectors, police, raid, cut-off.
    If you are called, press a button or write: coming, there, can't.
    To leave: /leave
    .sms = Alarm: text what and where, for example: { $example }. To join: JOIN and the neighbourhood. To leave: STOP
help-stranger =
    This is the neighbours' alarm. To join: /start
    In trouble write now what and where: { $example }
    .sms = Neighbours' alarm. In trouble text: { $example }. To join: JOIN and one of: { $neighbourhoods }
example-report = { $neighbourhood } demolition Zhastar 14
wordless = We cannot read that. Please write it in words, or press 🚨.
