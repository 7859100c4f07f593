# Read aloud at six in the morning, at a gate. Short sentences; first what to do, then why.
# A message may have an attribute `.sms`: what it says by SMS, plain and without emoji; and `.voice`: what is said on the phone.

## What can be reported
kind-demolition = demolition
kind-bailiffs = bailiffs
kind-collectors = collectors
kind-police = police
kind-raid = raid
kind-cutoff = cut-off
kind-cutoff-heat = heat cut off
kind-cutoff-water = water cut off
kind-cutoff-light = power cut off

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
button-see = 👁 Yes, I see it
button-see-not = ✖ No, I don't
button-mute = 🔇 Mute for a day
button-ban = 🚫 Ban
button-update = 📣 Update
button-another = ➕ Another place
button-stand-down = 🏁 Stand down
button-send-report = 🚨 Send
button-send = ✅ Send
button-cancel = Cancel
button-spend-send = ✅ Send all the same
button-spend-drop = ✖ Drop them
button-agree-second = ✅ I agree
button-refuse-second = ✖ No
button-organiser = { $frozen ->
        [yes] ❄ { $name }: frozen
       *[no] { $name }
    }
button-skip = Skip
button-agree = ✅ I agree, join
button-resident = 🏠 I live here
button-defender = 🤝 I will come to help
button-both = 🏠🤝 Both
button-leave = Leave and erase everything
button-stay = Stay
button-same-place = { $place }
button-neighbourhood = { $neighbourhood }
button-what = { $what }
button-choice = { $neighbourhood }: { $what }. { $place }
button-more = More …
button-add-neighbourhood = ➕ Another neighbourhood
button-vouch = ✅ I know them, I vouch
button-member = { $name }
button-remove-member = 🚫 Remove
button-stay-member = Leave as it is
button-suspend-tree = ⛔ Suspend them all
button-lift = ✅ Let in again

## Joining
choose-language = Тілді таңдаңыз · Выберите язык · Choose a language
choose-neighbourhood = Which neighbourhood is yours? Press a button. Or send your location with 📎: we will show you the nearest.
choose-nearest = The nearest to you is first. Which one is yours?
choose-role = { $neighbourhood }. Do you live here, will you come to help, or both?
consent =
    What we keep: your Telegram ID (not a phone number), your first name, language, role and neighbourhood: { $neighbourhood }. The ID and the name are encrypted. No other member sees any of it.
    We will write to you when neighbours need people, and when the alarm is over.
    To leave and erase everything: /leave, at any time.
consent-organiser =
    You are invited to be an organiser of { $neighbourhood }.
    You will confirm reports, write to people and end alarms.
    What we keep: your Telegram ID (not a phone number), your first name, language, role and neighbourhood. The ID and the name are encrypted. Other organisers see your name, nobody else does.
    To leave and erase everything: /leave, at any time.
consent-keeper =
    You are invited to be a keeper of the whole Dabyl.
    You will confirm reports everywhere, agree to messages for many, and freeze an organiser whose phone was taken.
    What we keep: your Telegram ID (not a phone number), your first name and language. The ID and the name are encrypted. Other organisers see your name, nobody else does.
    To leave and erase everything: /leave, at any time.
joined =
    Done. You are in { $neighbourhood }.
    If they come to you or your neighbours, press 🚨 below, or write like this: { $example }
    .sms = You are in { $neighbourhood }. In danger, text like this: { $example }. We keep your number, language and neighbourhood. To stop: STOP. To erase all: FORGET ME
joined-organiser =
    You are an organiser of { $neighbourhood }.
    Reports come to you with buttons. To raise an alarm, press 🚨. To write to the whole neighbourhood: /broadcast
    If an organiser's phone is taken: /freeze. A word for when you are forced: /duress
joined-keeper =
    You are a keeper: you may do in every neighbourhood what organisers may.
    If an organiser's phone was taken: /freeze. To give the rights back: /unfreeze. To remove an organiser: /remove. To record the Kazakh words for the telephone: /record. Your word for when you are forced: /duress
welcome-back =
    You are in { $neighbourhoods }. We will write to you when people are needed.
    In danger, press 🚨 below, or write like this: { $example }
    Going away? /away · Quiet hours: /quiet · What you can do: /skills · To leave: /leave
    .sms = You are in { $neighbourhoods }. In danger, text like this: { $example }. To stop: STOP. To erase all: FORGET ME
language-changed = Done. We will write to you in English.
join-which =
    Which neighbourhood? Press a button.
    .sms = Which neighbourhood? Text JOIN and one of: { $neighbourhoods }
join-unknown =
    We do not know that neighbourhood. Press yours.
    .sms = We do not know that neighbourhood. Text JOIN and one of: { $neighbourhoods }
invite-used = Ask for a new invitation: this one has been used or is too old. You can join as a resident without it: /start
join-again = Please begin again: /start

## Reporting
report-what = What is happening? Press a button.
report-which =
    Which neighbourhood? Press a button: until then nobody is called.
    .sms = Which neighbourhood? Text only its name, we cannot call people without it: { $neighbourhoods }
report-where =
    { $neighbourhood }: { $what }. Where exactly? Type the street and house, or send your 📍 location. If you do not know, press Skip.
report-check = { $neighbourhood }: { $what }. { $place }
    Send the alarm?
report-check-no-place = { $neighbourhood }: { $what }.
    Send the alarm?
report-cancelled = Cancelled. Nothing was sent.
report-expired =
    This button no longer works. To raise an alarm, press 🚨.
    .sms = That message is too old. Text again: neighbourhood, what, address.
report-held =
    🟡 Heard at { $time }. { $neighbourhood }: { $what }. { $place }
    If life is in danger, call 112 now.
    Nobody is called yet: we are asking the organisers to confirm. Ask one more registered neighbour to report it: that sends the alarm too.
    We will write to you the moment it goes out.
    .sms = Heard at { $time }. We will call people as soon as the organisers confirm. Ask a neighbour to report it too. If life is in danger, call 112
    .voice = We heard you. If life is in danger, call 112. We will call people as soon as the organisers confirm. Ask a neighbour to call us too.
report-held-nobody =
    🟡 Heard at { $time }. { $neighbourhood }: { $what }. { $place }
    Ask a registered neighbour to write to us now: that sends the alarm. There is no organiser here yet, nobody else can confirm it.
    If life is in danger, call 112.
    .sms = Heard at { $time }. Ask a neighbour to report it too: then we call people. There is no organiser here yet, nobody else can confirm. If life is in danger, call 112
    .voice = We heard you. If life is in danger, call 112. Ask a registered neighbour to call us too: then we call people. There is no organiser here yet, nobody else can confirm.
report-added =
    🟡 Your report was added at { $time }. With you, { $reports ->
        [one] { $reports } person has
       *[other] { $reports } people have
    } reported this. Nobody is called yet: we are waiting for it to be confirmed. We will write to you the moment the alarm goes out.
    .sms = Added at { $time }. With you, reported by { $reports }. Still waiting to be confirmed, nobody is called yet.
    .voice = We heard you. It was reported before. Still waiting to be confirmed, nobody is called yet.
report-joined =
    🟢 People have already been called (code { $code }). Your report was added at { $time }. With you, { $reports ->
        [one] { $reports } person has
       *[other] { $reports } people have
    } reported this. On the way: { $coming }, there: { $there }.
    Is it another house? Press “Another place”.
    .sms = People have already been called ({ $code }). With you, reported by { $reports }. On the way { $coming }, there { $there }. Another house? Text: NEW, what is happening, the address
    .voice = People have already been called. On the way { $coming }, there { $there }. Stay calm.
report-lapsed =
    If it is still going on, write again. Nobody confirmed your report ({ $neighbourhood }: { $what }), so nobody was called.
    .sms = If it is still going on, text again. Nobody confirmed your report, so nobody was called.
report-false =
    Your report ({ $neighbourhood }: { $what }) was checked: the organisers see no danger there now. If you do see it, write again. Thank you for watching.
    .sms = Checked: the organisers see no danger there now. If you do see it, text again.
another-where = Where is the other place? Type the street and house, or press the address below.
another-closed = That alarm is over. To raise a new one, press 🚨.

## The call
call-ask = Please come
call-unconfirmed = Not confirmed
call-answers = 1 coming, 2 no
card-call = 🔴 { $neighbourhood }: { $what }
card-place = 📍 { $place }
card-place-unknown = 📍 the exact place is not known yet
call-place-hidden = Ask a neighbour where
card-place-hidden = 📍 Ask a neighbour you know where exactly. Once two vouch for you, we show it at once: /vouch
card-more-places = Also: { $places }
card-since = Since { $time }
card-asker-organiser = Asked by: an organiser
card-asker-trusted = Asked by: a trusted neighbour
card-asker-confirmed = Confirmed by an organiser
card-asker-neighbours = Asked by: several neighbours
card-asker-unconfirmed = ⚠️ Nobody has confirmed it yet. If you come, be careful.
card-how = Can you come? Press a button. Stay calm, stay together, film from a distance, use no force.
card-headcount = 🏃 On the way: { $coming } · ✋ there: { $there }
card-you-coming = You are coming. When you arrive, press “There”.
card-you-there = You are there. Thank you.
card-you-cant = You can't come. Thank you for answering.
card-over = 🏁 The alarm is over ({ $time }). No need to come. Thank you.
receipt = { $called ->
        [0] 🟢 Alarm received, but there is nobody to call here yet. Call your neighbours yourself.
        [all] 🟢 Alarm sent. We are calling everybody registered here.
        [one] 🟢 Alarm sent. We are calling { $called } person.
       *[other] 🟢 Alarm sent. We are calling { $called } people.
    }
    .sms = { $called ->
        [0] Received at { $time }. Call your neighbours yourself: nobody else is registered here yet. If life is in danger, call 112
        [all] Sent at { $time }. We are calling everybody registered here. Keep your phone at hand. Stay calm.
        [one] Sent at { $time }. We are calling { $called } person. Keep your phone at hand. Stay calm.
       *[other] Sent at { $time }. We are calling { $called } people. Keep your phone at hand. Stay calm.
    }
    .voice = { $called ->
        [0] We heard you. Call your neighbours yourself: nobody else is registered here yet. If life is in danger, call 112.
        [all] The alarm is out. We are calling everybody registered here. Keep your phone at hand. Stay calm.
        [one] The alarm is out. We are calling { $called } person. Keep your phone at hand. Stay calm.
       *[other] The alarm is out. We are calling { $called } people. Keep your phone at hand. Stay calm.
    }

## The phone call
voice-hello = This is Dabyl, your neighbours.
voice-call = Please come. { $neighbourhood }: { $what }.
voice-about = { $neighbourhood }: { $what }.
voice-place = Where: { $place }.
voice-place-unknown = The exact place is not known yet.
voice-place-hidden = Ask a neighbour you know where exactly.
voice-unconfirmed = Nobody has confirmed it yet.
voice-question = A report waits for your decision. { $neighbourhood }: { $what }.
voice-verdict-keys = If it is true, press 1. If it is a false alarm, press 2.
voice-since = It began at { $time }.
voice-keys = If you are coming, press 1. If you cannot come, press 2.
voice-goodbye = Goodbye.

## The hotline: people call us
hotline-language = For English, press 3.
hotline-menu = Police or bailiffs: press 1. Demolition: press 2. You are coming to help: press 3. You are safe: press 4. To say it in words: press 0.
hotline-where = Where is it?
hotline-where-choice = { $neighbourhood }: press { $digit }.
hotline-where-more = Another place: press { $digit }.
hotline-which = People are needed in several places. Where are you going?
hotline-which-choice = { $neighbourhood }: { $what }. { $place }. Press { $digit }.
hotline-speak = Speak after the tone: where you are and what is happening. Then press the hash key, or hang up.
hotline-spoken = Thank you. We are passing it on to the organisers.
hotline-nobody = Call again and press 1 or 2: then we note what is happening. There is no organiser here yet, nobody would hear your words.
hotline-full = We cannot record your words now: too many messages were left just now. If there is danger, call again and press 1 or 2.
hotline-goodbye = Call again and press a key: we did not understand. If life is in danger, call 112.
hotline-hidden = Call without hiding your number: we cannot see it. If life is in danger, call 112.
safe-noted = Good that you are safe. We are telling the organisers.
safe-nobody = Good that you are safe. Tell your family yourself: there is no organiser here yet, we have nobody to tell.
safe-called =
    🟢 { $neighbourhoods }: a registered person called us. They are safe.
    .sms = { $neighbourhoods }: a registered person called us. They are safe.
voice-note = 🎙 { $neighbourhood }: somebody called and left a message. Please listen.
safe-called-stranger =
    🟢 { $neighbourhoods }: somebody who is not registered called us. They are safe.
    .sms = { $neighbourhoods }: somebody who is not registered called us. They are safe.

## Organisers
organiser-held = 🟡 { $neighbourhood }: { $what } — is it true?
organiser-held-how = Look for yourself or ask someone there, then press. One report is not enough.
organiser-held-below = Nothing is needed from you: the organisers of that neighbourhood are asked to confirm.
organiser-open = 🔴 { $neighbourhood }: { $what }
organiser-unconfirmed = 🟠 { $neighbourhood }: { $what } — not confirmed
organiser-unconfirmed-how = Nobody decided in time: only the neighbourhood itself is called. Confirm, and we call everybody else.
organiser-false = ⚪ { $neighbourhood }: { $what } — false alarm
organiser-lapsed = ⚪ { $neighbourhood }: { $what } — nobody confirmed it
organiser-over = 🏁 { $neighbourhood }: { $what } — alarm over at { $time }
organiser-code = Code { $code } · since { $time } · reports: { $reports }
organiser-counts = Reached { $reached } of { $called } · failed { $failed }
organiser-headcount = 🏃 coming { $coming } · ✋ there { $there } · ✖ can't { $cant }
organiser-sms-held = { $neighbourhood }: { $what }, { $time }. { $place }. True? YES { $code } / NO { $code }
organiser-sms-open = { $neighbourhood }: { $what }, { $time }. { $place }. People are being called. To end: CLEAR { $code }
organiser-sms-held-one-way = { $neighbourhood }: { $what }, { $time }. { $place }. True? Please look or ask.
organiser-sms-open-one-way = { $neighbourhood }: { $what }, { $time }. { $place }. People are being called.
organiser-sms-other = { $neighbourhood }: { $what }. { $code }: closed.
witness-question =
    👁 { $neighbourhood }: { $what }, { $time }. { $place } Do you see it? Look from your window, take no risk.
    .sms = { $neighbourhood }: { $what }, { $time }. { $place } Do you see it? Look from your window. YES { $code } / NO { $code }
witness-yes =
    Noted: you see it. Thank you. You may change your answer until it is decided.
    .sms = Noted: you see it. Thank you.
witness-no =
    Noted: you do not see it. Thank you. You may change your answer until it is decided.
    .sms = Noted: you do not see it. Thank you.
now-confirmed =
    ✅ { $neighbourhood }: { $what } — confirmed. { $place }. We are calling everybody else.
    .sms = { $neighbourhood }: { $what } - confirmed. { $place }. We are calling everybody else.
was-false =
    ⚪ { $neighbourhood }: { $what } — false alarm. { $place }. No need to come. Thank you.
    .sms = { $neighbourhood }: false alarm. { $place }. No need to come. Thank you.
reports-kept =
    🔇 { $neighbourhood }: one person has sent many reports in an hour that nobody confirmed. From { $time } new ones are not shown until somebody else reports the same.
    .sms = { $neighbourhood }: one person sends many reports that nobody confirms. From { $time } they wait until somebody else reports the same.
strangers-kept =
    🔇 { $neighbourhood }: unknown numbers have sent many reports in an hour that nobody confirmed. From { $time } new ones from strangers are not shown until somebody else reports the same. Neighbours are heard as ever.
    .sms = { $neighbourhood }: unknown numbers send many reports that nobody confirms. From { $time } they wait until somebody else reports the same.
silence-muted = For a day nobody is shown what this person reports. They are not told.
silence-banned = Nobody is shown what this person reports any more. They are not told.
silence-refused = Not possible: this person is trusted or an organiser, or has erased themselves.
verdict-confirmed = { $called ->
        [0] ✅ Confirmed, but there is nobody to call here yet.
        [all] ✅ Confirmed. We are calling everybody registered here.
        [one] ✅ Confirmed. We are calling { $called } person.
       *[other] ✅ Confirmed. We are calling { $called } people.
    }
    .sms = { $called ->
        [all] { $code } confirmed. Everybody is being called. To end: CLEAR { $code }
       *[other] { $code } confirmed. People being called: { $called }. To end: CLEAR { $code }
    }
    .voice = Confirmed. We are calling people.
verdict-false =
    Marked as a false alarm. Nobody is called.
    .sms = { $code }: false alarm. Nobody is called.
    .voice = Marked as a false alarm. Nobody is called.
verdict-too-late =
    Already decided: { $stage }.
    .sms = { $code }: already decided ({ $stage }).
    .voice = Already decided: { $stage }.
stage-held = waiting to be confirmed
stage-open = people called since { $time }
stage-false = false alarm
stage-lapsed = nobody confirmed it
stage-over = alarm over at { $time }
not-allowed =
    Only organisers of this neighbourhood can do that.
    .sms = Only organisers of this neighbourhood can do that.
code-unknown =
    Check the code in the last message and send it again. There is no code { $code }
    .sms = Check the code in the last message and text it again. There is no code { $code }
update-what = What is new? Write one message: everyone who was called gets it, except those who can't come. ({ $neighbourhood }: { $what })
update-sent = 📣 Sending. Recipients: { $called }.
update-text = 📣 { $neighbourhood }: { $text }
    .sms = { $neighbourhood }: { $text }
place-added =
    ➕ { $neighbourhood }: also reported at { $place }.
    .sms = { $neighbourhood }: also reported at { $place }.
all-clear =
    🏁 { $neighbourhood }: { $what } — alarm over, { $time }. { $place }. You need not come any more. Thank you, everyone.
    .sms = { $neighbourhood }: over, { $time }. { $place }. No need to come. Thank you.
stood-down =
    🏁 Stood down. We are telling everyone who was called ({ $called }).
    .sms = { $code }: stood down. We are telling everyone who was called ({ $called }).
fell-back =
    ⚠️ { $neighbourhood }: Telegram does not reach people. Everyone with a phone is being called by SMS now.
    .sms = { $neighbourhood }: Telegram does not reach people. Everyone with a phone is being called by SMS now.
lane-stopped = { $means ->
        [telegram] ⚠️ Telegram does not take our messages (code { $code }). Whoever runs the server: check the bot's token. What waits then goes out by itself.
        [sms] ⚠️ SMS do not go out (code { $code }). Whoever runs the server: check the Twilio account and its keys. What waits then goes out by itself.
       *[voice] ⚠️ Phone calls do not go out (code { $code }). Whoever runs the server: check the Twilio account and the number that calls.
    }
    .sms = { $means ->
        [telegram] Telegram does not take our messages (code { $code }). Whoever runs the server: check the bot's token. What waits then goes out by itself.
        [sms] SMS do not go out (code { $code }). Whoever runs the server: check the Twilio account and its keys. What waits then goes out by itself.
       *[voice] Phone calls do not go out (code { $code }). Whoever runs the server: check the Twilio account and the number that calls.
    }
lane-paused = { $means ->
        [telegram] ⚠️ Telegram has made us wait since { $time } (code { $code }). Nothing needs to be done: messages go out by themselves.
        [sms] ⚠️ Twilio has made us wait since { $time } (code { $code }): SMS stand still. Nothing needs to be done, they go out by themselves.
       *[voice] ⚠️ Twilio has made us wait since { $time } (code { $code }): phone calls stand still. Nothing needs to be done, they go on by themselves.
    }
    .sms = { $means ->
        [telegram] Telegram has made us wait since { $time } (code { $code }). Nothing needs to be done: messages go out by themselves.
        [sms] Twilio has made us wait since { $time } (code { $code }): SMS stand still. Nothing needs to be done, they go out by themselves.
       *[voice] Twilio has made us wait since { $time } (code { $code }): phone calls stand still. Nothing needs to be done, they go on by themselves.
    }
lane-running = { $means ->
        [telegram] ✅ Telegram takes our messages again.
        [sms] ✅ SMS go out again.
       *[voice] ✅ Phone calls go out again.
    }
    .sms = { $means ->
        [telegram] Telegram takes our messages again.
        [sms] SMS go out again.
       *[voice] Phone calls go out again.
    }
broadcast-where = Which neighbourhood do you want to write to?
broadcast-what = { $neighbourhood }: write your message. We will show you a preview before it goes out.
broadcast-preview =
    { $neighbourhood }, recipients: { $people } (Telegram: { $telegram }, SMS: { $sms }).
    SMS segments: { $segments }, about ${ $cost }.{ $over ->
        [yes] {" "}That passes the limit for today (${ $cap }): what is over it waits for a decision.
       *[no] {""}
    }
    ———
    { $text }
broadcast-sent = Sending. Recipients: { $people }.
broadcast-cancelled = Cancelled. Nothing was sent.
broadcast-nobody = Nothing was sent: nobody is registered in { $neighbourhood } yet.
broadcast-text = { $neighbourhood }: { $text }
broadcast-expired = Begin again: /broadcast. That message is gone.
spend-near-incident =
    💸 { $neighbourhood }: { $what }. SMS and calls have cost ${ $spent }, the limit is ${ $cap }.
    At the limit, calls to a danger and the all-clear still go out; everything else waits for your decision.
    .sms = { $neighbourhood }: SMS and calls ${ $spent } of ${ $cap }. At the limit updates wait for a decision on Telegram.
spend-near-day =
    💸 SMS and calls have cost ${ $spent } today, the limit is ${ $cap }.
    At the limit, calls to a danger and all-clears still go out; everything else waits for your decision.
    .sms = SMS and calls today: ${ $spent } of ${ $cap }. At the limit updates and messages to all wait for a decision on Telegram.
spend-over-incident =
    💸 { $neighbourhood }: { $what }. The limit is reached: ${ $spent } of ${ $cap }.
    Calls to a danger and the all-clear still go out. { $held ->
        [0] Everything else by SMS will wait for your decision.
       *[other] Waiting for your decision: { $held } by SMS.
    }
    .sms = { $neighbourhood }: limit reached, ${ $spent } of ${ $cap }. SMS on hold: { $held }. An organiser decides on Telegram.
spend-over-day =
    💸 The limit for today is reached: ${ $spent } of ${ $cap }.
    Calls to a danger and all-clears still go out. { $held ->
        [0] Everything else by SMS will wait for your decision.
       *[other] Waiting for your decision: { $held } by SMS.
    }
    .sms = Limit for today reached: ${ $spent } of ${ $cap }. SMS on hold: { $held }. An organiser decides on Telegram.
spend-sent = The limit is lifted. Held messages going out: { $count }.
spend-dropped = Not sent: { $count }. Danger calls and all-clears go on.
spend-decided = Already decided.
text-too-long = Please shorten it and send it again: at most { $limit } characters, yours has { $length }.

## Answers
answered-coming =
    Noted: you are coming. On the way { $coming }, there { $there }
    .sms = Noted: coming. On the way { $coming }, there { $there }. { $place }
    .voice = Noted: you are coming. On the way { $coming }, there { $there }. { $place }. Thank you.
answered-there =
    Noted: you are there. Total there { $there }
    .sms = Noted: you are there. Total there { $there }, on the way { $coming }.
    .voice = Noted: you are there. Total there { $there }, on the way { $coming }. Thank you.
answered-cant =
    Noted: you can't come. Thank you for answering.
    .sms = Noted: you can't come. Thank you for answering.
    .voice = Noted: you cannot come. Thank you for answering.
answer-which =
    There are several alarms now. Which one do you mean? Press its button.
    .sms = There are several alarms now. Text 1 or 2 and the code of the one you mean: { $choices }
answer-none =
    Nobody is calling you now.
    .sms = Nobody is calling you now.
noted = Noted
answer-stranger =
    Join first: /start. Then we can count you.
    .voice = We no longer have your number, so you were not counted. You may come all the same.
incident-over =
    The alarm ended at { $time }. No need to come. Thank you.
    .voice = The alarm ended at { $time }. No need to come. Thank you.
incident-false =
    It was a false alarm. No need to come.
    .voice = It was a false alarm. No need to come.
incident-lapsed =
    Nobody confirmed it. No need to come.
    .voice = Nobody confirmed it. No need to come.
incident-gone =
    This is an old button, it no longer works.
    .voice = Nobody is calling you now. There is no need to come.
map-exact =
    { $neighbourhood }: { $what }
    { $place }
map-approximate =
    { $neighbourhood }: { $what }
    Approximate: the middle of the neighbourhood. { $place }
map-none = The place is not known on the map yet.

## Leaving, help
stop-done =
    Done. We will not write here any more. To come back: /start
    .sms = Done. We will not text you any more. To come back, text JOIN.
stop-phone = No more SMS or calls to your phone. We still write to you here. To leave altogether, press the button.
leave-sure =
    Are you sure? This erases everything we keep about you at once, and nobody will call you any more.
    .sms = Are you sure? Text FORGET ME once more. It erases everything we keep about you.
leave-kept = Good that you are staying. Nothing was erased.
leave-done =
    Erased. Only an encrypted mark is left, so that an old list cannot bring you back. To return: /start
    .sms = Erased. To return, text JOIN.
resumed =
    Done. We will write to you again when people are needed.
    .sms = Done. We will text you again. You are in { $neighbourhoods }.
help =
    To call people, press 🚨, or write in this order: neighbourhood, what is happening, address. For example:
    { $example }
    What is happening: demolition, bailiffs, collectors, police, raid, cut-off.
    If you are called, press a button or write: coming, there, can't.
    Moved house: /moved · A new number or account: /number
    You are a medic, a lawyer, have a car? /skills
    To leave: /leave
    .sms = To call people, text in this order: { $example }. Another neighbourhood: JOIN and its name. A medic, a driver? SKILL. To stop: STOP
help-stranger =
    This is “Neighbours' Alarm”.
    In danger, write now in this order: { $example }
    To join: /start
    .sms = This is Neighbours' Alarm. In danger, text: { $example }. To join: JOIN and one of: { $neighbourhoods }
example-report = { $neighbourhood } demolition Zhastar 14
wordless =
    Write in words what is happening, or press 🚨. We cannot read voice messages and pictures.
    .sms = Write in words what is happening, for example: { $example }

## Away
away-where = Which neighbourhood should not call you? Press a button.
away-how-long =
    Will you be away? Neighbourhood: { $neighbourhood }.
    We will not call you in that time. For how long?
button-away = { $days ->
    [1] For a day
    [7] For a week
   *[other] For { $days } days
 }
away-until =
    We will not call you until { $date }. Neighbourhood: { $neighbourhood }.
    After that we call you again by ourselves. Back sooner? Press the button.
button-back = 🏠 I am back
away-over = Good that you are here. We call you again. Neighbourhood: { $neighbourhood }.

## Quiet hours
quiet-where = In which neighbourhood? Press a button.
quiet-hours =
    When should we not wake you? Neighbourhood: { $neighbourhood }.
    We will write about assemblies and cut-offs later. If somebody is in danger, we wake you all the same.
button-quiet-early = From 22:00 to 7:00
button-quiet-late = From midnight to 8:00
button-quiet-none = Wake me at any time
quiet-set = Done. In those hours we wake you only for danger. Neighbourhood: { $neighbourhood }. To change: /quiet
quiet-over = Done. We write to you at any time. Neighbourhood: { $neighbourhood }.

## Trust
trust-own =
    { $alone ->
        [yes] Your report calls people at once.
       *[no] About your report we first ask organisers and neighbours. The word of one more neighbour is usually enough.
    }
    Your reports that were confirmed: { $confirmed }. False alarms: { $denied }. The older they are, the less they count.
    If there is danger, always report it.

## Two people, frozen accounts
request-asked = Asked. Another organiser has to agree within 30 minutes. Until then nothing happens.
request-nobody = Nobody else here can agree. Invite another organiser or a keeper first.
request-decided = Already decided.
request-lapsed = Too late: nobody agreed within 30 minutes. Whoever asked can ask again.
request-void = Not possible any more: something has changed since it was asked.
request-approved = ✅ Done.
request-refused = Refused. Nothing happens.
asker-approved = { $kind ->
        [broadcast-wide] ✅ Another organiser agreed: your message is going out.
        [freeze] ✅ Another organiser agreed: the account is frozen.
        [unfreeze] ✅ Another organiser agreed: the account works again.
       *[other] ✅ Another organiser agreed: it is done.
    }
asker-refused = { $kind ->
        [broadcast-wide] Another organiser said no: your message was not sent.
       *[other] Another organiser said no: nothing was done.
    }
asker-lapsed = { $kind ->
        [broadcast-wide] Nobody agreed within 30 minutes: your message was not sent. To ask again: /broadcast
       *[other] Nobody agreed within 30 minutes: nothing was done. You can ask again.
    }
ask-broadcast-wide =
    ✋ { $asker } wants to write to everyone in { $neighbourhood }. Do you agree?
    Recipients: { $people } (Telegram: { $telegram }, SMS: { $sms }). SMS segments: { $segments }, about ${ $cost }.
    ———
    { $text }
ask-freeze =
    ✋ { $asker } asks to freeze { $name }: that phone may be in the wrong hands. Do you agree?
    A frozen organiser's buttons do nothing. Two others can undo it: /unfreeze
ask-unfreeze = ✋ { $asker } asks to give { $name } the organiser's rights back. Are you sure that the phone is with its owner?
ask-remove-organiser = ✋ { $asker } asks that { $name } is an organiser no more. Do you agree?
ask-export = ✋ Somebody at the server asks to write the whole list of people to a file, with names and numbers. Do you agree? If you do not know why, press No.
freeze-whom = Whose phone was taken? Another organiser has to agree as well.
unfreeze-whom = Who has their phone back? Another organiser has to agree as well.
remove-organiser-whom = Who is to be an organiser no more? Another organiser has to agree as well.
organisers-none = There is nobody to choose here.
frozen-already = Already frozen.
frozen-told =
    ❄ { $name } is frozen: the phone may be in the wrong hands. Do not write there about plans.
    .sms = { $name } is frozen: the phone may be in the wrong hands. Do not write there about plans.
frozen-alone-told =
    ❄ Keeper { $keeper } decided alone, rights held back: { $name }. The phone may be in the wrong hands. If that is a mistake, two people can give them back: /unfreeze
    .sms = Keeper { $keeper } decided alone, rights held back: { $name }. The phone may be in the wrong hands.
duress-told =
    ⚠️ { $name } is being forced: the word for that was typed, the account is frozen. Check where { $name } is. Do not write to that phone.
    .sms = { $name } is being forced, the account is frozen. Check where { $name } is. Do not write to that phone.
duress-what = Write one word or a few. If you are ever forced to use this phone, write them instead of an answer: it looks as if it worked, your account freezes, and the other organisers know.
duress-other = Please choose another: at least 4 letters, and nothing that means something here.
duress-set = Done. Remember it, and delete your message with the word from this chat now.
export-alone-told =
    ⚠️ The whole list of people was written to a file at the server, and no organiser was asked. If you do not know why, find out now.
    .sms = The whole list of people was written to a file at the server, and no organiser was asked. Find out why.

## Words the bot did not understand
forwarded =
    We passed it on to the organisers as you wrote it. If you are coming, press 🏃 or write: coming.
    .sms = We passed it on to the organisers as you wrote it. If you are coming, text 1, if not, 2.
forwarded-words =
    ✉️ { $neighbourhood }: { $what }. One of those who were called writes: "{ $text }"
    .sms = { $neighbourhood }: { $what }. One of those who were called writes: "{ $text }"

## The neighbourhood's door: keys
key-needed =
    Here people join with a key from a neighbour. Neighbourhood: { $neighbourhood }.
    Ask a neighbour for a key (they send us /invite) and send it here. In danger, report without one: 🚨
    .sms = Here people join with a key from a neighbour. Neighbourhood: { $neighbourhood }. Ask for a key and send it here. In danger, report without one.
key-wrong =
    This key did not open: a mistake, it was used, or a week has passed. Neighbourhood: { $neighbourhood }. Ask for a new one.
key-given =
    A key for one neighbour: { $key }
    Neighbourhood: { $neighbourhood }. It works until { $date }. Give it only to somebody you know in person: they will know where people are called to.
key-not-needed = No key is needed: anybody may join your neighbourhood. Give your neighbour the link to this bot.
key-too-many = You already have { $most } unused keys. Wait until they are used, or for a week.

## What people can also do
skill-negotiator = negotiator
skill-observer = legal observer
skill-lawyer = lawyer
skill-medic = medic
skill-driver = driver
skill-camera = camera
skill-interpreter = interpreter
button-skill = { $skill }
button-skill-on = ✅ { $skill }
button-skill-off = ▫️ { $skill }
button-done = Done
skills-ask =
    Can you also help as one of these? Press what you can do, then “Done”. None is fine too.
    You are asked only when somebody like that is needed, anywhere in your city. We keep what you press; other members do not see it. To change it: /skills
skills-how =
    You can also help as: { $skills }. To change it: /skills
    .sms = { $count ->
        [0] Can you also help? Text SKILL and one or more of: negotiator, observer, lawyer, medic, driver, camera, interpreter
       *[other] You can help as: { $skills }. To add: SKILL MEDIC. To remove: SKILL NO MEDIC
    }
skills-noted =
    Noted: { $skills }. We write to you when you are needed. To change it: /skills
    .sms = Noted: { $skills }. We text you when you are needed. To remove: SKILL NO MEDIC
skills-none =
    Noted: none. We call you as a neighbour, as before. To change it: /skills
    .sms = Noted: none. We call you as a neighbour, as before. To add: SKILL MEDIC
skills-unknown =
    Press what you can do: we know only { $skills }. Nothing was changed.
    .sms = Text SKILL and one or more of: { $skills }. Nothing was changed.

## Somebody with a skill is needed
need-ask = { $skill ->
        [negotiator] A negotiator is needed
        [observer] A legal observer is needed
        [lawyer] A lawyer is needed
        [driver] A driver is needed
        [camera] Somebody with a camera is needed
        [interpreter] An interpreter is needed
       *[medic] A medic is needed
    }
need-how = Can you come? Press a button: then nobody else has to be looked for.
button-need = 🙋 Need …
button-need-more = Call more
need-which = { $neighbourhood }: { $what }. Who is needed? We ask those who can do it, here and in the whole city.
need-sent =
    🙋 Asking: { $skill }. People: { $people }. Your card shows how many are coming.
    .sms = { $code }: asking, { $skill }. People: { $people }.
need-enough =
    { $skill }: coming or there already: { $coming }. Shall we call more?
    .sms = { $code }: { $skill }, coming already: { $coming }. To call more: NEED MORE { $skill } { $code }
need-asked =
    { $skill }: already asked, people: { $asked }. There is nobody else to ask yet.
    .sms = { $code }: { $skill }, already asked: { $asked }. There is nobody else to ask yet.
need-nobody =
    { $skill }: look elsewhere now, by telephone. Nobody whom we could ask is registered, here or in the city.
    .sms = { $code }: { $skill }: look elsewhere now. Nobody whom we could ask is registered here or in the city.
need-unconfirmed =
    Confirm the alarm first: then we can ask for people.
    .sms = First confirm: YES { $code }. Then we can ask for people.
organiser-need = 🙋 { $skill }: coming { $coming }, asked { $asked }

## Moving house
button-move = ✅ Move all the same
moved-from =
    Which neighbourhood have you moved from? Press a button.
    .sms = Where have you moved from? Text MOVED, the old neighbourhood, the new one. Yours: { $neighbourhoods }
moved-to =
    Which neighbourhood have you moved to? Press a button, type its name, or send your location with 📎.
    .sms = Where have you moved to? Text MOVED and one of: { $neighbourhoods }
moved-unknown =
    We do not know that neighbourhood. Press a button, or type its name again.
    .sms = We do not know that neighbourhood. Text MOVED and one of: { $neighbourhoods }
moved-same = You are registered there already. Neighbourhood: { $neighbourhood }.
moved-sure =
    You are an organiser of { $neighbourhood }. That role does not move along.{ $last ->
        [yes] {" "}There is no other organiser: nobody there could confirm a report. Find somebody to take your place first.
       *[no] {""}
    } Move all the same?
    .sms = { $last ->
        [yes] { $neighbourhood } has no other organiser, and the role does not move along. To move all the same, text this once more.
       *[no] { $neighbourhood }: the organiser's role does not move along. To move all the same, text this once more.
    }
moved-done =
    Done. Your neighbourhood is now { $neighbourhood }. We no longer call you for { $old }.{ $settles ->
        [yes] {" "}People there do not know you yet: for a month somebody else has to confirm what you report.
       *[no] {""}
    }
    .sms = Done. Your neighbourhood is now { $neighbourhood }, not { $old }.{ $settles ->
        [yes] {" "}For a month somebody else has to confirm what you report.
       *[no] {""}
    }
organiser-moved =
    ℹ️ { $name } has moved away and is no longer an organiser of { $neighbourhood }.
    .sms = { $name } has moved away and is no longer an organiser of { $neighbourhood }.

## A new number or account
button-new-account = 💬 I have a new Telegram
button-was-me = ✅ Yes, that was me
button-not-me = ✖ No, not me
number-what =
    What has changed? If it is your phone number, type the new one here, for example +7 701 123 45 67. We text a code to it.
    If you have a new Telegram account, press the button.
    .sms = From the old phone, text the new number, for example: NUMBER +77011234567. Each phone gets half of a code.
number-account-only = Here you can only change your Telegram account. Press the button.
number-one-way = A number cannot be changed by SMS here. Write /number on Telegram, or tell an organiser.
number-bad = We cannot read that number. Write all of it, with the country code, for example +77011234567
number-same = We have this number of yours, nothing has changed. If you texted STOP from it, text START from it.
number-too-many = You have asked for { $most } codes today. Try again tomorrow.
number-sent =
    If the number that ends in { $end } can take a code, we have sent it. Type the code here within 15 minutes.
    Nothing came? Check the number; if you once texted STOP from it, text START from it.
number-code =
    Code for your new number: { $code }. If you did not ask for it, tell nobody.
number-old-half =
    Code begins { $code }. The end is on the phone that ends in { $end }. Text both together from either. If you did not ask for it, tell nobody.
number-new-half =
    Code ends { $code }. The beginning is on the old phone. Text both together. If you did not ask for it, tell nobody.
number-wrong = That is not the code. Tries left: { $left }.
number-late = That code is too old: 15 minutes have passed. Please begin again.
number-failed = The number could not be confirmed. Nothing has changed. You can begin again.
number-done =
    Done. We write to the new number now. If that was not you, tell an organiser at once.
number-replaced =
    We no longer write to this number: another one has taken its place. If that was not you, tell an organiser.
account-link =
    Open this link in the new account: { $link }
    It works for 15 minutes, once. Then we ask you here. Give it to nobody.
account-opened = Now go back to the old account and press “Yes, that was me”.
account-was-it-you = Another Telegram account opened your link. Was that you? If “Yes”, we write there from now on.
account-same = Open this link in the new account, not here.
account-failed = The account could not be confirmed. Begin again from the old account: /number
account-refused = Good, nothing has changed. If that account is not yours, give the link to nobody.
account-replaced = We no longer write here: we write to your new Telegram account. If that was not you, tell an organiser at once.
account-done = Done. We write to you here now.
account-changed =
    We now write to another Telegram account of yours. If that was not you, tell an organiser.
organiser-changed =
    ℹ️ { $name }: the phone number or the Telegram account has changed. Check that it was them. In doubt: /freeze
    .sms = { $name }: the phone number or the Telegram account has changed. Check that it was them.

## Recording the Kazakh voice
button-record-again = 🔁 Record again
button-record-drop = 🗑 Delete
button-record-hear = ▶ Listen
button-record-next = ⏭ Next missing
button-record-walk = ➡ Next
record-how =
    🎙 Kazakh voice: { $done } of { $all } recorded. Until all are, Kazakh speakers are spoken to in Russian on the telephone.
    Read in a quiet place, clearly, without haste. Everybody who calls will hear your voice. It is kept encrypted; if you leave with /leave, it is deleted.
record-this =
    { $kept ->
        [yes] ✅ { $number } / { $all }, recorded. To replace it, read this and send a voice message:
       *[no] 🎙 { $number } / { $all }. Read this and send a voice message:
    }
    « { $words } »
record-heard = « { $words } »
record-kept = ✅ Kept: { $done } / { $all }. Listen to it. If you do not like it, press “Record again”.
record-none = This is not recorded yet.
record-complete = ✅ All that is needed from you is recorded. As soon as the rest is too, Kazakh is spoken on the telephone.
record-too-long = Make it shorter: 20 seconds at most. This one was not kept.
record-too-big = Send a voice message: this file is too big, and was not kept.
record-unknown = Send a voice message, MP3 or WAV: there is nothing to hear in this file.
record-away = Send it again: Telegram did not hand this voice over.

## Vouching
vouch-code =
    We do not tell you exact places yet. Neighbourhood: { $neighbourhood }. Vouched for you: { $count } of { $needed }.
    Show this code to two neighbours you know: { $code }
    They text us: VOUCH { $code }. It works until { $date }. If a neighbour gave you a key, send it here. A new code: /vouch
    In danger, report right now all the same: 🚨
    .sms = No exact places for you yet ({ $count }/{ $needed }). Ask two neighbours you know to text us: VOUCH { $code }. Until { $date }. New code: VOUCH
vouch-not-needed = You need no code for neighbours now. To vouch for a neighbour, send VOUCH and their code.
vouch-sure =
    Only vouch for somebody you know in person. Neighbourhood: { $neighbourhood }.
    They will know where people are called to. Who vouched for whom is seen only by organisers of the neighbourhood.
vouch-not-you = You cannot vouch here yet: two neighbours have to vouch for you first.
vouch-wrong = This code did not work: a mistake, or it is too old. Ask your neighbour for a new one (they text us VOUCH).
vouch-too-many = In one week you can vouch for { $most } people at most. Try again later.
vouch-noted = Noted. Thank you. Who vouched for whom is seen only by organisers.
vouched-once =
    A neighbour vouched for you: { $count } of { $needed }. Neighbourhood: { $neighbourhood }. Show your code to one more.
vouched-now =
    Done: your neighbours vouch for you. Neighbourhood: { $neighbourhood }. From now on we tell you where exactly to come.
news-hidden =
    📣 { $neighbourhood }: there is news. Ask a neighbour you know.
    .sms = { $neighbourhood }: there is news. Ask a neighbour you know.
vouched-nobody = Nobody has joined here by themselves yet.
vouched-list =
    Who joined lately, and who brought them in. Only organisers see this.
    { $members }
    Choose somebody:
member-line = • { $name } ({ $neighbourhood }){ $state ->
        [suspended] {" "}⛔ suspended
        [waiting] {" "}⏳ waits for two to vouch
       *[vouched] {""}
    }: { $count ->
        [0] joined alone
       *[other] { $by }
    }
member-shown =
    { $members }
    Brought in: { $count ->
        [0] nobody
       *[other] { $brought }
    }
    Remove them? Name: { $name }, neighbourhood: { $neighbourhood }. We do not tell them.
member-removed =
    Removed: { $name }. Neighbourhood: { $neighbourhood }. Their keys and code are dead. { $count ->
        [0] They brought nobody in.
       *[other] They brought in: { $brought }. You can suspend them: not called, and heard as strangers are. To let somebody in again: /vouched
    }
member-gone = This person is not here.
tree-suspended = Suspended: { $count }. Neighbourhood: { $neighbourhood }. To let somebody in again: /vouched
member-lifted = Let in again: { $name }. Neighbourhood: { $neighbourhood }.

## What people see
button-look = 👁 What do you see?
button-timeline = 📜 What happened
button-count-police = 👮 How many police?
button-count-riot-police = 🛡 How many riot police?
button-count-machines = 🚜 How many machines?
button-number = { $number }
button-strike = ✖ { $number }
button-restore = ↩ { $number }
see-what = 👁 { $neighbourhood }: { $what }. What do you see? Press only what you see yourself.
see-how-many = { $force ->
        [police] 👮 How many police?
        [riot-police] 🛡 How many riot police?
       *[machines] 🚜 How many machines?
    } Roughly is enough: press, or write a number.
see-number = Write only a number, from 0 to { $limit }.
see-which =
    Where do you see it? Press the button of that place.
    .sms = Where? Text the same with the code: { $choices }
see-which-code =
    Where? Write the same with the code: { $choices }
    .sms = Where? Text the same with the code: { $choices }
see-elsewhere =
    First press “Coming” or “There”. Then we note what you see.
    .sms = Answer first: 3 { $code } there, 1 { $code } coming. Then text again what you see.
see-enough =
    You have written a lot in the last hour. Tell an organiser what matters; in an hour you can write again.
    .sms = You have written a lot in the last hour. Tell an organiser what matters; in an hour you can write again.
seen-noted = Noted: { $seen }
seen-noted-typed =
    Noted, { $neighbourhood }: { $seen }. If it is somewhere else, write the neighbourhood too.
    .sms = Noted, { $neighbourhood }: { $seen }. If it is somewhere else, text the neighbourhood too.
seen-sighted = 👀 sighted
    .sms = sighted
seen-arrived = 🚓 they arrived
    .sms = they arrived
seen-cordon = 🚧 cordon
    .sms = cordon
seen-storming = 🔥 storming
    .sms = storming
seen-moved-on = ↪️ moved on
    .sms = moved on
seen-withdrawn = 🏁 they left
    .sms = they left
seen-machinery-coming = 🚜 machines coming
    .sms = machines coming
seen-machinery-stuck = 🚜 machines stuck
    .sms = machines stuck
seen-machinery-back = 🚜 machines turned back
    .sms = machines turned back
seen-police = 👮 { $number ->
        [0] 0
       *[other] ~{ $number }
    }
    .sms = police: { $number }
seen-riot-police = 🛡 { $number ->
        [0] 0
       *[other] ~{ $number }
    }
    .sms = riot police: { $number }
seen-machines = 🏗 { $number }
    .sms = machines: { $number }
timeline-none = There is no alarm in your neighbourhood, and there was none in the last day.
timeline-which = Which alarm?
timeline-empty = 📜 { $neighbourhood }: { $what }. Nobody has written yet what they see.
timeline-list =
    📜 { $neighbourhood }: { $what }. What people saw, the last { $count }. No names are shown.
    { $entries }
    ✖ strikes a mistake, ↩ puts it back.
timeline-line = { $number }. { $struck ->
        [yes] ✖ struck:{" "}
       *[no] {""}
    }{ $time } { $seen } ({ $rank ->
        [resident] resident
        [organiser] organiser
        [keeper] keeper
       *[defender] came to help
    })

## Home safe
button-home-safe = ✅ I am safe
button-home-help = 🆘 I need help
button-home-accounted = ✅ { $name }
button-home-write = 💬 Write
home-ask =
    🏠 { $neighbourhood }: the alarm ended at { $time }. Are you home safe? Press a button: if you do not answer, we call you, and then organisers look for you.
    .sms = { $neighbourhood }: the alarm is over. Are you home safe? 4 safe, 5 need help
home-ask-one-way =
    { $hotline ->
        [none] { $neighbourhood }: the alarm is over. Are you home safe? Tell an organiser or a neighbour.
       *[other] { $neighbourhood }: the alarm is over. Are you home? If safe, call { $hotline }, press 4 or hang up. If you need help, press 0
    }
home-again =
    Are you home safe? Press the button above, or write: 4 safe, 5 need help.
    .sms = Are you home safe? Text: 4 safe, 5 need help
home-safe-noted =
    Good that you are safe. If you need help, write to us.
    .sms = Good that you are safe. If you need help, text 5.
    .voice = Good that you are safe.
home-help-noted =
    🆘 The organisers know. Now write here: what happened, where are you, how can they reach you? Only organisers read it.
    If life is in danger, call 112.
    .sms = The organisers know. Text what happened and where you are. If life is in danger, call 112
    .voice = The organisers know. If life is in danger, call 112.
home-words-noted =
    We passed it on to the organisers. If you are home and safe, press “I am safe”, or write 4.
    .sms = We passed it on to the organisers. If you are home and safe, text 4.
home-words-slow =
    Send it again in a few seconds: your last message was not passed on.
    .sms = Send it again in a few seconds: your last message was not passed on.
home-person = { $named ->
        [yes] { $name } ({ $neighbourhood })
       *[no] { $role ->
            [gone] no name, erased their account since
            [resident] no name, a resident of { $neighbourhood }, joined { $date }
            [organiser] no name, an organiser of { $neighbourhood }, joined { $date }
           *[defender] no name, a defender from { $neighbourhood }, joined { $date }
        }
    }
home-help-told =
    🆘 { $neighbourhood }: somebody who was there needs help. { $person }
    Reach them: press “Write”, or ask people who know them. Once you know that they are safe, press ✅.
    .sms = { $neighbourhood }: somebody who was there needs help. Organisers have the name on Telegram.
home-words-told =
    💬 { $person }: { $text }
home-list =
    🏠 { $neighbourhood }: { $what }. Is everybody home?
    Were there: { $asked } · safe: { $safe } · found: { $accounted } · waiting for an answer: { $waiting }
home-list-help = 🆘 { $number }. Needs help: { $person }
home-list-silent = ❓ { $number }. No answer: { $person }
home-list-more = … and more: { $count }
home-list-how = Call them, ask neighbours, ask at the police stations. Once you know that they are safe, press ✅ with that name.
home-list-done = ✅ Everybody who was there is safe.
home-list-sms = { $neighbourhood }: were there { $asked }, safe { $safe }. No answer or need help: { $missing }. Organisers have the list on Telegram.
home-accounted-noted = Noted: safe
home-write-what = 💬 { $person }. What shall we write? We do not say your name, only “an organiser”.
home-written =
    💬 An organiser: { $text }
    Answer right here.
    .sms = An organiser: { $text }
home-write-sent = Sent. The answer will come here.
home-write-nobody = We cannot write to this person: ask people who know them.
voice-home = { $neighbourhood }: the alarm is over. Are you safe?
voice-home-keys = If you are, press 1. If you need help, press 2.

## The closing report
button-closing = 📄 Report
duration = { $hours ->
        [0] { $minutes ->
            [0] { $seconds } s
           *[other] { $minutes } min
        }
       *[other] { $hours } h { $minutes } min
    }
button-closing-choice = { $date } { $neighbourhood }: { $what }. { $place }
closing-not-over = The report comes once the alarm is over.
closing-which = 📄 A report on which alarm?
closing-none = No alarm has ended in your neighbourhood in the last three months.
closing-making = 📄 The report is being made: a PDF and a CSV will come here.
closing-failed = The report could not be made. Ask again a little later: /report
closing-file =
    📄 { $neighbourhood }: { $what }, { $date }. The exact address is inside: pass it to nobody, read it and delete it.
closing-title = Report on an alarm
closing-confidential = Confidential. The exact address is in it: for organisers of this alarm only. It holds no names and no numbers of people.
closing-what = What, where and when
closing-row-what = What happened
closing-row-neighbourhood = Neighbourhood
closing-row-place = Where
closing-row-more-places = Where else
closing-place-unknown = the exact place was not given
closing-row-code = Code of the alarm
closing-row-started = First report
closing-row-opened = People called
closing-row-ended = All-clear
closing-row-lasted = How long
closing-row-reports = Reports
closing-row-asker = Confirmed by
closing-asker = { $asker ->
        [organiser] an organiser reported it
        [trusted] a trusted neighbour
        [confirmed] an organiser
        [neighbours] several neighbours
       *[unconfirmed] nobody confirmed it
    }
closing-outcome = How it ended
closing-row-last = Last seen
closing-most-coming = At the most: on the way
closing-most-there = At the most: there
closing-most-police = At the most: police
closing-most-riot-police = At the most: riot police
closing-value-at = { $value } ({ $time })
closing-plot = How many people
closing-line-coming = on the way
closing-line-there = there
closing-line-police = police
closing-line-riot-police = riot police
closing-axis-people = people
closing-axis-time = time
closing-dots = Single dots: different numbers were given for the same moment.
closing-timeline = Timeline
closing-timeline-empty = Nobody wrote what they saw.
closing-column-time = Time
closing-column-day = Date
closing-column-who = Who
closing-column-what = What they saw
closing-column-number = Number
closing-column-struck = Struck
closing-struck = (struck)
closing-yes = yes
closing-no = no
closing-rank = { $rank ->
        [resident] resident
        [organiser] organiser
        [keeper] keeper
       *[defender] helper
    }
closing-calls = Who was called
closing-row-called = Called
closing-row-reached = Reached
closing-row-failed = Not reached
closing-row-telegram = On Telegram
closing-row-sms = By SMS
closing-row-voice = By telephone
closing-row-first = Until the first
closing-row-last-call = Until the last
closing-row-skill = Looked for: { $skill }
closing-skill = asked { $asked }, said yes { $coming }
closing-answers = Answers
closing-row-coming = On the way, did not say they arrived
closing-row-there = Were there
closing-row-left = Left earlier
closing-row-cant = Could not come
closing-row-silent = Did not answer
closing-home = Home safe
closing-row-asked = Asked
closing-row-safe = Said they are safe
closing-row-accounted = Found by organisers
closing-row-help = Need help
closing-row-missing = Not known yet
