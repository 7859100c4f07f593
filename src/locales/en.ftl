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
    Somebody at your door? /visit · Going away? /away · Quiet hours: /quiet · What you can do: /skills · To leave: /leave
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
    Write in words what is happening, or press 🚨. We take photos, videos and voice only during an alarm, from those who come to it: this was not kept.
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
    🙋 Asking: { $skill }. People: { $people }. Wanted: { $wanted }, coming: { $coming }.
    If somebody cannot come or says nothing, we ask the next ones ourselves. Your card shows it.
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
need-waiting =
    { $skill }: wanted { $wanted }, coming { $coming }. We wait for those who were asked. If they say nothing, we ask the next ones ourselves.
    .sms = { $code }: { $skill }, wanted { $wanted }, coming { $coming }. Waiting for answers.
need-dropped =
    { $skill }: we ask nobody any more. Coming or there: { $coming }.
    .sms = { $code }: { $skill }, we ask nobody any more. Coming: { $coming }.
button-wanted = Need: { $number }
button-wanted-none = ✖ None any more
organiser-need = 🙋 Has / needs: { $roles }
organiser-role = { $skill } { $coming }/{ $wanted }{ $asked ->
        [0] {""}
       *[other] {" "}(asked { $asked })
    }

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

## Other neighbourhoods
call-aid = { $neighbourhood } asks for help: { $what }
card-aid = 🔴 { $neighbourhood } asks for help: { $what }
ring-line = 🤝 { $neighbourhood }: { $state ->
        [asked] asked for help, no answer yet
        [called] calling people · 🏃 { $coming } · ✋ { $there }
        [paused] calling nobody else · 🏃 { $coming } · ✋ { $there }
        [refused] cannot help now
       *[nobody] has no organiser, nobody was called
    }
ring-halted = ✋ Other neighbourhoods are not called any more.
ring-by-itself = ⏱ If there are too few people after { $minutes } minutes, we call the next neighbourhood by ourselves.
button-ring-next = 📢 Call further: { $names }
button-ring-stop = ✋ Call no further
ring-begun-called =
    📢 { $neighbourhood }: calling people.
    .sms = { $code }: { $neighbourhood }, calling people.
ring-begun-asked =
    🤝 Asked for help: { $neighbourhood }. If an organiser there agrees, we call their people. We will write you the answer.
    .sms = { $code }: asked { $neighbourhood } for help. We will text you their organiser's answer.
ring-begun-nobody =
    Please tell people you know there yourself. Neighbourhood: { $neighbourhood }. There is no organiser who could answer, so nobody was called.
    .sms = { $code }: please tell people there yourself. { $neighbourhood }: no organiser, nobody was called.
ring-none =
    There is no neighbourhood left to call.
    .sms = { $code }: there is no neighbourhood left to call.
ring-stopped =
    ✋ Other neighbourhoods are not called any more. Those who were called still get the news.
    .sms = { $code }: other neighbourhoods are not called any more.
ring-unconfirmed =
    Please confirm the report first. Until then we call no other neighbourhood.
    .sms = Please confirm the report first: YES { $code }. Until then we call no other neighbourhood.
rings-where = Which neighbourhood? Press the button.
rings-ask =
    When there are too few people, when shall we call other neighbourhoods? Neighbourhood: { $neighbourhood }. People wanted: { $wanted }.
    Now: { $policy ->
        [off] never
        [ask] when an organiser presses the button
       *[auto] after { $minutes } minutes, without a button
    }.
    People of another neighbourhood are called only if their own organiser agrees.
button-rings = { $policy ->
        [off] Never
        [ask] When the button is pressed
       *[auto] ⏱ After { $minutes } minutes
    }
rings-set = Done. Neighbourhood: { $neighbourhood }. { $policy ->
        [off] Other neighbourhoods are not called.
        [ask] Other neighbourhoods are called when an organiser presses the button.
       *[auto] If after { $minutes } minutes fewer than { $wanted } people come, we call the next neighbourhood, or ask it for help.
    } Change: /rings
aid-card = 🤝 { $neighbourhood } asks for help: { $what }
aid-code = Code { $code } · since { $time }
aid-headcount = 🏃 On the way: { $coming } · ✋ there: { $there } · wanted: { $wanted }
aid-question = { $own }: shall we call your people? Without your word nobody is called. They do not see your list, only how many set out.
aid-question-city = { $own }: shall we call the whole city? Without your word nobody is called.
button-aid-yes = ✅ Yes, call our people
button-aid-always = ✅ Yes, and always: { $neighbourhood }
button-aid-no = ✖ No, not now
aid-noted-yes =
    ✅ { $own }: calling your people. Thank you.
    .sms = { $code }: calling your people ({ $own }). Thank you.
aid-noted-always = ✅ { $own }: calling your people. From now on we call at once when help is asked: { $neighbourhood }. Withdraw: /aid
aid-noted-later =
    Noted. { $own }: thank you. There are enough now; we call your people when they are needed.
    .sms = { $code }: noted. { $own }: thank you. There are enough now; we call your people when they are needed.
aid-noted-no =
    Noted. { $own }: nobody is called.
    .sms = { $code }: noted. { $own }: nobody is called.
aid-decided =
    This was answered already.
    .sms = This was answered already.
aid-answer-yes =
    🤝 { $neighbourhood } agreed to help: calling their people. Code { $code }
    .sms = { $code }: { $neighbourhood } agreed to help, calling their people.
aid-answer-later =
    🤝 { $neighbourhood } agreed to help. There are enough now; we call them when they are needed. Code { $code }
    .sms = { $code }: { $neighbourhood } agreed to help. There are enough now; we call them when they are needed.
aid-answer-no =
    { $neighbourhood } cannot help now. Code { $code }
    .sms = { $code }: { $neighbourhood } cannot help now.
aid-none = Your neighbourhood has no standing agreement about help: we ask each time.
aid-list = These neighbourhoods are called at once when help is asked: the first helps the second. To end it, press the button.
button-aid-end = ✖ { $helper } → { $asker }
aid-ended =
    From now on we ask each time: { $helper } → { $asker }. The standing agreement has ended.
    .sms = The standing agreement about help has ended ({ $helper }, { $asker }). We ask each time now.
aid-gone = That agreement has ended already.
aid-sms-asked = { $neighbourhood } asks for help: { $what }, { $time }. { $place }. There { $there }, wanted { $wanted }. Call your people? AID { $code } / NO AID { $code }
aid-sms-asked-one-way = { $neighbourhood } asks for help: { $what }, { $time }. { $place }. There { $there }, wanted { $wanted }. Tell your neighbours.
aid-sms-told = { $neighbourhood } asks for help: { $what }, { $time }. { $place }. { $own }: calling your people.

## Talks, what came of them, and reminders
button-mediate = 🤝 Outcome of talks
button-outcome-postponed = ⏳ Postponed
button-outcome-petition = 📝 Petition to file
button-outcome-left = 🏁 They left
button-outcome-refused = ✖ They refused
button-outcome-tell = 📣 Tell people
button-day = { $date } (+{ $days })
button-reminder-drop = ✖ Do not remind again
button-reminder-day = 📅 Another day
mediate-here = You can negotiate. Once you have talked, say with this button what came of it.
mediate-what = 🤝 { $neighbourhood }: { $what }. What came of the talks?
mediate-refused =
    An organiser says that, or a negotiator who has come there.
    .sms = An organiser says that, or a negotiator who has come there.
outcome-day = { $outcome ->
        [petition] 📝 By which day is the petition to be filed?
       *[postponed] ⏳ Until which day is it postponed?
    } Press a day or type it, for example 22.05
day-wrong =
    Type the day like this: 22.05. Not before tomorrow, and within a year.
    .sms = Type the day like this: 22.05. Not before tomorrow, and within a year.
outcome-said = { $outcome ->
        [postponed] ⏳ postponed until { $date }
        [petition] 📝 petition to file by { $date }
        [left] 🏁 they left after talks
       *[refused] ✖ they refused to agree
    }
    .sms = { $outcome ->
        [postponed] postponed until { $date }
        [petition] petition to file by { $date }
        [left] they left after talks
       *[refused] they refused to agree
    }
outcome-noted =
    Noted, { $neighbourhood }: { outcome-said.sms }.{ $outcome ->
        [left] {""}
        [refused] {""}
       *[postponed] {" "}Organisers are reminded the evening before and on the morning.
    }
    .sms = Noted, { $neighbourhood }: { outcome-said.sms }.
outcome-offer =
    🤝 { $neighbourhood }: { outcome-said.sms }.
    Tell those who are coming and those who are there? Nothing goes out unless you press.
outcome-update =
    🤝 { $neighbourhood }: { outcome-said.sms }. The alarm is not over: wait for the organiser's word.
    .sms = { $neighbourhood }: { outcome-said.sms }. The alarm is not over: wait for the organiser's word.
news-offer =
    👁 { $neighbourhood }: somebody says: { $seen }, { $time }.
    Tell those who are coming and those who are there? Nothing goes out unless you press.
news-update =
    ⚠️ { $neighbourhood }: { $seen }. Take care: stay together, use no force, film from afar. If anybody is hurt, 112.
    .sms = { $neighbourhood }: { $seen }. Take care, stay together, use no force.
outcome-struck = This entry was struck. Nobody is told.
outcome-told = This has been told already.
outcome-telling = 📣 Telling those who are coming and those who are there.
reminder-postponed =
    ⏰ { $when ->
        [tomorrow] Tomorrow, { $date }, the postponement ends.
        [past] The postponement ended: { $date }.
       *[today] Today, { $date }, the postponement ends.
    } { $neighbourhood }: { $what }. { $place }.
    They may come again: warn people beforehand.
    .sms = { $when ->
        [tomorrow] Tomorrow, { $date }, the postponement ends.
        [past] The postponement ended: { $date }.
       *[today] Today, { $date }, the postponement ends.
    } { $neighbourhood }: { $what }. { $place }. Warn people.
reminder-petition =
    ⏰ { $when ->
        [tomorrow] Tomorrow, { $date }, is the last day to file the petition.
        [past] The petition was due: { $date }.
       *[today] Today, { $date }, is the last day to file the petition.
    } { $neighbourhood }: { $what }. { $place }.
    Was it filed? Check, and keep a copy.
    .sms = { $when ->
        [tomorrow] Tomorrow, { $date }, is the last day to file the petition.
        [past] The petition was due: { $date }.
       *[today] Today, { $date }, is the last day to file the petition.
    } { $neighbourhood }: { $what }. { $place }. Was it filed? Check.
reminder-dropped = You are not reminded of this day again.
reminder-moved = Noted: { $date }. We remind you the evening before and on the morning.

## At the door: step by step, for a lawyer only
button-visit = 📋 Who is at the door?
button-visit-send = 📨 Send as it is
button-visit-reply = ✍ Reply
button-option = { $option }
button-option-on = ✅ { $option }
button-option-off = ▫️ { $option }
visit-rights =
    📋 Do not sign what you do not understand. Ask for the order in writing. Film from afar. You may call a lawyer.
    Now short questions; you can skip any. Your answers are encrypted, and only a lawyer reads them.
    Do not write the names of those who came: the unit or office is enough. Danger to life: 112.
    .sms = Do not sign what you do not understand. Ask for the order in writing. Film from afar. You may call a lawyer. To send early: 00
visit-who =
    Who has come?
    .sms = Who has come? 11 bailiffs, 12 collectors, 13 police, 14 bank, 15 others, 10 skip
visit-who-bailiffs = bailiffs
visit-who-collectors = collectors
visit-who-police = police
visit-who-bank = bank
visit-who-other = others
visit-unit =
    From which unit or office? Type it. No names of persons.
    .sms = From which unit or office? Text it in words, no names of persons. 20 skip
visit-order =
    With which order? Type its number or press a button.
    .sms = Which number has the order? Text it. 31 shown, number not known, 32 none shown, 30 skip
visit-order-shown = shown, number not known
visit-order-none = none shown
visit-signed =
    Is the order signed and stamped?
    .sms = Is the order signed and stamped? 41 yes, 42 no, 43 not known, 40 skip
visit-signed-yes = yes
visit-signed-no = no
visit-signed-unknown = not known
visit-copy =
    Was a copy of the order given?
    .sms = Was a copy of the order given? 51 yes, 52 no, 50 skip
visit-copy-yes = yes, given
visit-copy-no = no, not given
visit-demanded =
    What do they demand? You can tick several, then “Done”.
    .sms = What do they demand? 61 leave, 62 pay, 63 sign, 64 open the door, 65 property listed, 60 skip. For example: 61 63
visit-demanded-leave = leave the house
visit-demanded-pay = pay
visit-demanded-sign = sign
visit-demanded-open = open the door
visit-demanded-listed = property listed
visit-deadline =
    Which deadline did they name? Press a day or type it, for example 22.05
    .sms = Which deadline did they name? Text the day, for example 22.05. 71 none named, 70 skip
visit-deadline-none = none named
visit-entered =
    Did they enter the house?
    .sms = Did they enter the house? 81 yes, 82 no, 80 skip
visit-entered-yes = yes, they did
visit-entered-no = no, they did not
visit-pressure =
    Is anybody being pressed, threatened or pushed? Danger to life: 112.
    .sms = Is anybody being threatened or pushed? 91 yes, 92 no, 90 skip. Danger to life: 112
visit-pressure-yes = yes
visit-pressure-no = no
visit-about-who = Who came
visit-about-unit = Unit, office
visit-about-order = Order
visit-about-signed = Signed, stamped
visit-about-copy = Copy
visit-about-demanded = They demand
visit-about-deadline = Deadline
visit-about-entered = Entered
visit-about-pressure = Pressure
visit-line = { $step }: { $said }
visit-report =
    📋 { $neighbourhood }, { $time }. { $place }.
    { $told }
    Somebody waits for your answer. They do not see your number, nor you theirs.
    .sms = { $neighbourhood }, { $time }. { $place }. { $told }{ $replies ->
        [yes] . To answer: REPLY { $number } and your words
       *[no] {""}
    }
visit-no-lawyer =
    📋 { $neighbourhood }: somebody has written to a lawyer about a visit at their door, and no lawyer is on duty. Ask the lawyers now.
    .sms = { $neighbourhood }: somebody has written about a visit at their door, and no lawyer is on duty. Find a lawyer.
visit-sent =
    📨 Sent to a lawyer, { $date }. The answer comes here. They do not see your number.
    { $told }
    .sms = Sent to a lawyer. The answer comes here. They do not see your number.
visit-unsent =
    ⏳ Kept, { $date }. No lawyer is on duty now: organisers have been told. We send it as soon as one is. Sign nothing until then.
    { $told }
    .sms = Kept. No lawyer is on duty now, organisers have been told. We send it as soon as one is. Sign nothing until then.
visit-taken =
    ⚖️ A lawyer has what you wrote. The answer comes here.
    .sms = A lawyer has what you wrote. The answer comes here.
visit-nothing = Nothing was written, and nothing was sent to anybody. To begin again: /visit
visit-done = This has been sent. To begin a new one: /visit
visit-enough =
    You have sent several today. Tell an organiser what matters. Danger to life: 112.
    .sms = You have sent several today. Tell an organiser what matters. Danger to life: 112
visit-one-way =
    Call the hotline, press 0 and speak: we cannot ask you by SMS. Do not sign what you do not understand.
    .sms = Call the hotline, press 0 and speak: we cannot ask you by SMS. Do not sign what you do not understand.
visit-words = { $to ->
        [person] ✍ What do you want to tell them? Write it in one message, we pass it on.
       *[lawyer] ✍ What do you want to tell the lawyer? Write it in one message, we pass it on.
    }
visit-unknown =
    There is no such number. Look it up in the message that you got.
    .sms = There is no such number. Look it up in the message that you got, and text: REPLY, the number, your words
visit-slow =
    Send it again in a few seconds: this message was not passed on.
    .sms = Send it again in a few seconds: this message was not passed on.
visit-passed-on =
    Passed on.
    .sms = Passed on.
visit-from-lawyer =
    ⚖️ Lawyer: “{ $text }”
    .sms = Lawyer: "{ $text }".{ $replies ->
        [yes] {" "}To answer: REPLY { $number } and your words
       *[no] {""}
    }
visit-from-person =
    💬 { $neighbourhood }, the person who wrote to you: “{ $text }”
    .sms = { $neighbourhood }, the person who wrote to you: "{ $text }".{ $replies ->
        [yes] {" "}To answer: REPLY { $number } and your words
       *[no] {""}
    }

## The lawyer on duty
button-duty-until = Until { $date }
button-duty-off = ✖ Not on duty
button-duty-ask = 🙋 Ask lawyers: { $neighbourhood }
button-duty-agree = ✅ I know them, agreed
button-duty-end = ✖ End the duty
duty-own =
    ⚖️ Lawyer on duty, { $neighbourhood }. Until which day are you on duty?
    What people write to whom bailiffs or collectors have come comes to you. Organisers of this place see your name.
duty-invite =
    ⚖️ A lawyer on duty is needed: { $neighbourhood }. Can you be? What people write to whom bailiffs or collectors have come comes to you.
    If you agree, organisers see your name. If not, nobody learns that you were asked.
duty-refused = First press “lawyer”: /skills. Organisers see who is on duty.
duty-telegram =
    Duty is set on Telegram: /duty
    .sms = Duty is set on Telegram: /duty
duty-taken = ⚖️ You are the lawyer on duty: { $neighbourhood }. Until { $date }. To end it: /duty
duty-waits = ⏳ We have asked the organisers: { $neighbourhood }. If they know you, you are on duty. Until { $date }.
duty-agreed = ⚖️ An organiser agreed: you are the lawyer on duty. Neighbourhood: { $neighbourhood }.
duty-over = You are not the lawyer on duty any more. Neighbourhood: { $neighbourhood }.
duty-line = ⚖️ { $neighbourhood }: lawyer on duty { $name }. Until { $date }.
duty-asking =
    ⚖️ { $name } wants to be the lawyer on duty: { $neighbourhood }. Until { $date }.
    A lawyer on duty reads what people write in confidence. If you do not know them in person, do not agree.
duty-list = Lawyers on duty: { $count }. Ask lawyers? We do not show whom we ask.
duty-invited = Lawyers asked: { $people }. We tell you who agrees.
duty-asked-lately = Lawyers were asked within the last hour. Wait for their answer.

## Evidence
button-evidence = 📎 Photos and videos
button-evidence-open = 📎 { $number }
button-older = ⬅ Earlier
button-newer = Later ➡
evidence-photo = 📷 photo { $hash }
evidence-video = 🎬 video { $hash }
evidence-video-note = 🎬 video message { $hash }
evidence-voice = 🎤 voice { $hash }
evidence-audio = 🎧 sound { $hash }
evidence-document = 📄 file { $hash }
evidence-link = 🔗 link { $hash }
evidence-elsewhere = This was not kept. Press “Coming” or “There” first, then send it again. Do not delete the original from your phone.
evidence-which = Where is this from? Press the button of that place. What you sent is not lost: we wait a day for your answer.
evidence-too-big = This was not kept: the file is too large. Telegram hands us { $limit } MB at most. Send a shorter piece, or put the video somewhere else (such as YouTube) and send the link. Do not delete the original from your phone.
evidence-too-many =
    This was not kept. We take { $limit } files an hour from one person at most. Send the rest in an hour. Do not delete the originals.
    .sms = This was not kept: { $limit } an hour at most. Send the rest in an hour.
evidence-too-much = This was not kept. We take { $limit } MB an hour from one person at most. Send the rest in an hour, or put it somewhere else and send the link. Do not delete the originals.
evidence-full = This was not kept: the room for this alarm is used up, { $limit } MB. Do not delete the original. Put it somewhere else and send the link.
evidence-kept =
    ✅ Files kept: { $count }. Time: { $time }. Check code: { $hashes }
    { $shown ->
        [yes] The original is sealed. Organisers and the lawyer see only a copy: neither where it was taken nor who sent it is in it.
        [some] The originals are sealed. From some files we cannot take out where they were taken: those we show to nobody. Copies of the others are seen only by organisers and the lawyer.
       *[no] The original is sealed. We cannot take out of such a file where it was taken, so we show it to nobody.
    }
    Keep the original on your phone, too. { $spoken ->
        [yes] Nobody listens to it at once: if you need help, write it in words or press 🚨.
       *[no] {""}
    }
evidence-link-kept =
    ✅ The link is noted. Time: { $time }. We do not download the video itself: do not delete the original.
    .sms = The link is noted, { $time }. We do not download the video itself: do not delete the original.
evidence-new = 📎 { $neighbourhood }: { $what }. People are sending photos, videos or voice.
evidence-lost = The file that you sent a day ago ({ $time }) was not kept: Telegram never handed it to us. If you have the original, send it again.
evidence-unplaced = What you sent a day ago ({ $time }) was not kept: you did not say where it is from. If it matters, send it again.
evidence-again = The file itself was not kept. Once the alarm is raised, send it again. Do not delete the original.
evidence-none = 📎 { $neighbourhood }: { $what }. Nobody has sent anything yet.
evidence-list =
    📎 { $neighbourhood }: { $what }. Sent: { $count }. Who sent it is not shown.
    { $entries }
    Press a number: you get a copy without where and with what it was taken.
evidence-shown =
    📎 { $time } · { $hash } ({ $rank ->
        [resident] resident
        [organiser] organiser
        [keeper] keeper
       *[defender] came to help
    })
    Where and with what it was taken is removed. Faces and voices are still there: do not pass it on.
evidence-link-shown =
    🔗 { $time } · { $hash } ({ $rank ->
        [resident] resident
        [organiser] organiser
        [keeper] keeper
       *[defender] came to help
    })
    { $link }
    If you open the link, the site sees you.
evidence-not-shown =
    📎 { $time } · { $hash } ({ $rank ->
        [resident] resident
        [organiser] organiser
        [keeper] keeper
       *[defender] came to help
    })
    We cannot take out of such a file where it was taken, so it is not shown. The original is kept, sealed.

## Houses, and who goes where
button-left = 🚪 I left
button-minutes = { $minutes } min
button-houses = 🏠 Houses
button-house = { $number }. { $place }
button-house-add = ➕ Add a house
button-house-threatened = ⚠️ Threatened
button-house-demolishing = 🚜 Being demolished
button-house-standing = 🏠 Standing
button-house-demolished = ✖ Demolished
button-house-postponed = 📅 Postponed …
button-house-wanted = 👥 How many are needed …
button-call-to = ↪️ They are moving here
button-move-to = ↪️ { $number }. { $place }
button-coming-there = 🏃 Coming there
button-date = { $date }
button-earlier = ◀
button-later = ▶
card-you-left = You have left. Thank you. If you come back, press “Coming”.
card-you-when = In how many minutes? Press below.
card-you-arrive = ⏱ You said you will be there at { $time }
card-you-house = 🏠 You answered about this house: { $place }. If you go to the one with ▶️, press “Coming” again.
card-house = { $called ->
        [yes] ▶️
       *[no] ▫️
    } { $place }: 🏃 { $coming } · ✋ { $there }
card-soonest = ⏱ first at { $time }
card-wanted = 👥 needed { $wanted }
organiser-left = 🚪 left { $left }
house-standing = 🏠 standing
house-threatened = ⚠️ threatened
house-demolishing = 🚜 being demolished
house-demolished = ✖ demolished
house-postponed = 📅 postponed until { $date }
house-line = { $called ->
        [yes] ▶️{" "}
       *[no] {""}
    }{ $number }. { $place } — { $status } · 🏃 { $coming } · ✋ { $there }
houses-list =
    🏠 { $neighbourhood }: { $what }. Houses: { $count }.
    { $houses }
    ▶️ is where people are called now. Choose a house, or add one. You can also write at once: HOUSE { $code }, then each house in a line of its own.
    .sms = Houses: { $count }. To add: HOUSE { $code } address. To move people: MOVE { $code } address
houses-added =
    Added: { $added }. Known already: { $known }.
    .sms = Added: { $added }. Known already: { $known }. To move people: MOVE { $code } address
houses-full = The list is full, not all were added. One alarm has at most { $limit } houses.
house-where = Which house? Write the street and the house. If there are several, each in a line of its own: you can paste a whole list.
house-point = The spot is noted. Now write the street and number of that house.
house-card =
    🏠 { $number }. { $place } — { $status }{ $called ->
        [yes] {" "}◀ people are called here
       *[no] {""}
    }
    🏃 coming { $coming } · ✋ there { $there } · 🚪 left { $left }
    { $wanted ->
        [0] 👥 Nobody has said how many are needed: as many as is usual in the neighbourhood.
       *[other] 👥 People needed: { $wanted }
    }
house-noted = Noted: { $status }
house-until-when = Until which day? Press, or write the date, for example: 22.05
house-until-bad = Write a date that is still to come, for example: 22.05
house-how-many = How many people are needed at this house? Press, or write the number.
house-number-bad = Write only a number: from 1 to { $limit }.
house-moved =
    ↪️ { $neighbourhood }: they have moved to another house. Go here now: { $place }
    If you go, press “Coming”; when you arrive, “There”.
    .sms = { $neighbourhood }: they have moved to another house. Go here now: { $to }. 1 coming, 2 no
house-moved-one-way = { $neighbourhood }: they have moved to another house. Go here now: { $to }.
house-moved-hidden =
    ↪️ { $neighbourhood }: they have moved to another house. Ask a neighbour you know where it is.
    .sms = { $neighbourhood }: they have moved to another house. Ask a neighbour you know where it is.
call-there = People are called to this house already: { $place }
call-moved =
    ↪️ People are called here now: { $place }. We are telling the new place, people: { $told }.
    .sms = People are called here now: { $place }. We are telling the new place, people: { $told }.
move-offer =
    ↪️ { $neighbourhood }: people write that they have moved to another house. Move the call? Press the house.
    If it is not in the list, write: MOVE { $code } address
    .sms = { $neighbourhood }: people write that they have moved to another house. To move the call: MOVE { $code } address
move-offer-one-way = { $neighbourhood }: people write that they have moved to another house. The call has not moved. It can be moved on Telegram only.
move-where =
    To which house is the call to move? Press, or write: MOVE { $code } address
    .sms = To which house is the call to move? Write: MOVE { $code } address
enough-stay =
    ✅ { $neighbourhood }: enough people are coming. Thank you! Stay near the phone: if you are needed, we will write.
    .sms = { $neighbourhood }: enough people are coming. Thank you! Stay near the phone.
enough-elsewhere =
    ✅ { $place }: enough people are coming.
    🏠 { $other }: { $lacking } more needed. Can you go there?
    .sms = { $from }: enough are coming. { $to }: { $lacking } more needed. 1 coming there, 2 no
enough-elsewhere-one-way = { $from }: enough are coming. { $to }: { $lacking } more needed. If you can, go there.
next-house =
    ✅ { $place }: enough people are coming. { $other }: { $lacking } more needed. Can you go there?
    .sms = { $place }: enough are coming. { $other }: { $lacking } more needed. If you can, go there.
answered-left =
    Noted: you have left. Thank you. Get home safe.
    .sms = Noted: you have left. Thank you. Get home safe.
answered-arrives =
    Noted: you are coming, at about { $time }. On the way { $coming }, there { $there }
    .sms = Noted: you are coming, at about { $time }. On the way { $coming }, there { $there }. { $place }
said-house = { $place }: { $status }
said-call-moved = ↪️ the call moved: { $place }

## People hurt, people taken
button-hurt = 🤕 Somebody is hurt
button-taken = 🚔 Somebody was taken
button-children = 👶 Children inside
button-children-out = 👶 Children are out
button-immobile-out = ♿ Who could not leave is out
button-people = 👥 Hurt and taken
inside-children = 👶 CHILDREN INSIDE
    .sms = Children inside
inside-immobile = ♿ SOMEBODY INSIDE CANNOT LEAVE BY THEMSELVES
    .sms = Somebody inside cannot leave
seen-children = 👶 children inside
    .sms = children inside
seen-children-out = 👶 children are out
    .sms = children are out
seen-immobile = ♿ somebody cannot leave
    .sms = somebody cannot leave
seen-immobile-out = ♿ who could not leave is out
    .sms = who could not leave is out
seen-hurt = 🤕 hurt: { $number }
    .sms = hurt: { $number }
seen-grave = 🚑 seriously hurt: { $number }
    .sms = seriously hurt: { $number }
seen-refused = ✋ refused treatment: { $number }
    .sms = refused treatment: { $number }
seen-taken = 🚔 taken: { $number }
    .sms = taken: { $number }
seen-released = 🚪 released: { $number }
    .sms = released: { $number }
seen-trial = ⚖ on trial: { $number }
    .sms = on trial: { $number }
toll-hurt = 🤕 hurt: { $least ->
        [yes] at least { $number } ({ $known } in the list)
       *[no] { $number }
    }
toll-grave = 🚑 seriously: { $least ->
        [yes] at least { $number } ({ $known } in the list)
       *[no] { $number }
    }
toll-refused = ✋ refused treatment: { $least ->
        [yes] at least { $number } ({ $known } in the list)
       *[no] { $number }
    }
toll-taken = 🚔 taken: { $least ->
        [yes] at least { $number } ({ $known } in the list)
       *[no] { $number }
    }
toll-released = 🚪 released: { $least ->
        [yes] at least { $number } ({ $known } in the list)
       *[no] { $number }
    }
toll-trial = ⚖ on trial: { $least ->
        [yes] at least { $number } ({ $known } in the list)
       *[no] { $number }
    }
casualty-ask-about = { $of ->
        [hurt] 🤕 No. { $number }. Written down: somebody is hurt.
       *[taken] 🚔 No. { $number }. Written down: somebody was taken.
    }
    Who? Type a name, or what they look like. If they are many and you do not know who, type only how many.
casualty-ask-how = No. { $number }. What happened, what is hurt?
casualty-ask-grave = No. { $number }. Is it serious?
casualty-ask-help = No. { $number }. Has a doctor helped?
casualty-ask-where = No. { $number }. Where are they now? For example, which house, which hospital.
casualty-ask-station = No. { $number }. Where were they taken? Type the police station.
casualty-ask-unit = No. { $number }. Who took them? Only the service, never an officer’s name.
casualty-ask-when = No. { $number }. When were they taken? If just now, skip it.
casualty-ask-lawyer = No. { $number }. Which lawyer is helping?
casualty-ask-consent =
    No. { $number }. Keep the number of somebody in the family? When they are released we send it an SMS; only organisers can open the number.
    Ask that person first. Do they agree?
casualty-ask-family = No. { $number }. Type that person’s phone number.
casualty-number-bad = That number was not understood. Type it like this: +7 701 123 45 67
button-grave-grave = 🚑 Yes, serious
button-grave-light = No, not serious
button-help-treated = 🩹 Yes, helped
button-help-refused = ✋ They refused help
button-help-none = Nobody has helped yet
button-unit-police = 👮 Police
button-unit-riot = 🛡 Riot police
button-unit-plain = 🕶 Plain clothes
button-consent-agrees = ✅ Yes, I asked, they agree
button-consent-disagrees = ✖ No
button-mistake = ✖ Pressed by mistake
casualty-written = { $of ->
        [hurt] 🤕 No. { $number } is written down. Only the organisers of this alarm, its medic and its lawyer can read it.
       *[taken] 🚔 No. { $number } is written down. Only the organisers of this alarm and its lawyer can read it.
    }
    We do not show it to you again: even if your phone is taken, nobody reads it. Delete what you typed from this chat.
    .sms = { $neighbourhood } { $code }: no. { $number } is written down. { $of ->
        [hurt] Organisers, medic and lawyer can read it.
       *[taken] Organisers and lawyer can read it.
    } Delete this SMS.
casualty-news = { $of ->
        [hurt] 🤕 { $neighbourhood } ({ $code }): somebody is hurt. A medic is needed.
       *[taken] 🚔 { $neighbourhood } ({ $code }): somebody was taken. A lawyer is needed.
    }
    .sms = { $neighbourhood } { $code }: { $of ->
        [hurt] somebody is hurt, a medic is needed.
       *[taken] somebody was taken, a lawyer is needed.
    } More on Telegram: /people
casualty-overdue =
    ⏰ { $neighbourhood } ({ $code }): no word for 3 hours of people taken: no. { $numbers }.
    Call the police station, the lawyer or the family. When there is word, press the button.
    .sms = { $neighbourhood } { $code }: no word for 3 hours of people taken, no. { $numbers }. Call the police station or the lawyer.
button-contact = 📞 No. { $number }: word of them now
casualty-reader = 👁 { $neighbourhood } ({ $code }): the list was opened, as a medic or a lawyer, by: { $name }. If you do not know them, remove them: /vouched
family-released =
    There is word that your relative was released. Call them yourself to be sure.
    .sms = There is word that your relative was released. Call them yourself to be sure.
people-telegram =
    This list is only on Telegram: /people
    .sms = This list opens only on Telegram: write /people to the bot
people-none = There is no list for you. Only the alarm’s organisers see it, and its medic and lawyer who are there.
people-empty = 👥 { $neighbourhood } ({ $code }): { $what }. Nobody is in the list yet.
people-list =
    👥 { $neighbourhood } ({ $code }): { $what }. { $page } / { $pages }
    { $people }
    Press a number to open it. Who opens it is written down. Hide it when you have read it; in half an hour it hides itself.
people-hidden = 🙈 Hidden. To open it again: /people
casualty-line = No. { $number } { $status }{ $grave ->
        [yes] {" "}🚑 serious
       *[no] {""}
    } { $about }
button-casualty = No. { $number }
button-before = ‹ Before
button-after = Next ›
button-wave = 🚪 Several were released
button-hide = 🙈 Hide
button-casualty-back = ‹ Back
button-list = ‹ List
button-same = 👤 No. { $number } is the same person
button-undo = ↩ The last one was wrong
button-family = ☎ The family’s number
button-erase = 🗑 Erase this record
button-erase-sure = 🗑 Yes, erase it for ever
button-station = 🚪 { $station }: all ({ $count })
button-step-about = ✏ Name
button-step-how = ✏ What happened
button-step-grave = 🚑 It is serious
button-step-where = 📍 Where
button-step-when = 🕒 When
button-step-unit = 👮 Who took them
button-step-station = 🏢 Which station
button-step-lawyer = ⚖ Lawyer
button-step-contact = 📞 Word of them now
button-step-refused = ✋ Refused help
button-step-treated = 🩹 Treated
button-step-hospital = 🏥 In hospital
button-step-charged = 📄 Charged
button-step-trial = ⚖ On trial
button-step-sentenced = 🔨 Sentenced
button-step-released = 🚪 Released
button-step-closed = ✖ Entered by mistake
casualty-contact = 📞 No. { $number }: written down that there is word
casualty-cannot = That cannot follow now. Open the record again.
casualty-family = ☎ No. { $number }: { $phone }. The family agreed. Who opened the number is written down.
casualty-erase = Erase no. { $number } for ever? Nobody opens it any more, nor do we. It stays in the counts.
casualty-erased = No. { $number } is erased for ever.
casualty-gone = No. { $number }: this record is erased.
casualty-record =
    👤 No. { $number } ({ $code }): { $status }{ $grave ->
        [yes] {" "}🚑 serious
       *[no] {""}
    }
    { $lines }{ $family ->
        [yes] {" "}
    ☎ The family’s number is there
       *[no] {""}
    }{ $twin ->
        [0] {""}
       *[other] {" "}
    ⚠ No. { $twin } may be the same person
    }
step-line = { $struck ->
        [yes] ✖ was wrong:{" "}
       *[no] •{" "}
    }{ $date } { $time } { $step } { $text }
step-hurt = hurt
step-taken = taken
step-refused = refused help
step-treated = treated
step-hospital = in hospital
step-charged = charged
step-trial = on trial
step-sentenced = sentenced
step-released = released
step-closed = entered by mistake, not counted
step-about = name, description:
step-how = what happened:
step-grave = serious
step-where = where:
step-when = when:
step-unit = taken by:
step-station = police station:
step-lawyer = lawyer:
step-contact = there was word
step-family = the family agreed to give a number
status-hurt = 🤕 hurt
status-refused = ✋ refused help
status-treated = 🩹 treated
status-hospital = 🏥 in hospital
status-taken = 🚔 taken
status-charged = 📄 charged
status-trial = ⚖ on trial
status-sentenced = 🔨 sentenced
status-released = 🚪 released
status-closed = ✖ entered by mistake
unit-police = police
unit-riot = riot police
unit-plain = people in plain clothes
casualty-wave =
    🚪 Who was released? Still held: { $count }. Press a station, or type their numbers in the list, for example: № 3 or 3 5 7-12
casualty-wave-done = 🚪 Marked as released: { $count } ({ $numbers }). Families who agreed were sent an SMS.
casualty-wave-none = Nobody held has such a number in the list. Nothing was changed.

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
button-records = 📄 Lawyer's report (locked)
closing-password =
    🔑 Password: { $password }
    Remember it or write it on paper: this message hides itself in half an hour, and without the password the file does not open. The report comes here. Who asked is on record.
closing-file-locked = 📄🔒 { $neighbourhood }: { $what }, { $date }. Names of people are inside. It opens with the password.
closing-confidential-records = Confidential. It holds the names of people hurt and taken: for their lawyer and organisers of this alarm only.
closing-records = People hurt and taken: records
closing-record = No. { $number }: { $status }
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
closing-talks = Talks
closing-row-agreed = What was agreed
closing-people = People hurt and taken
closing-row-toll-hurt = Hurt
closing-row-toll-grave = Of them seriously
closing-row-toll-refused = Refused treatment
closing-row-toll-taken = Taken
closing-row-toll-released = Released
closing-row-toll-trial = On trial
closing-least = at least { $number } ({ $known } in the list)
closing-houses = Houses
closing-house = { $place }
closing-evidence = What was sent
closing-evidence-how = Sent: { $count }. The originals are kept sealed. SHA-256 tells whether a file is the same one.
closing-sent = { $medium ->
        [photo] photo
        [video] video
        [video-note] video message
        [voice] voice message
        [audio] sound
        [link] link
       *[document] file
    }, { $time }
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

## Merge and split
button-merge = 🔗 Same as …
button-merge-sure = 🔗 Yes, it is the same
merge-none = There is no other alarm here now
merge-which =
    Which alarm is { $code } the same as? Press it.
    { $choices }
merge-sure =
    Are these two alarms the same?
    { $code } { $first }
    { $other } { $second }
    They become one alarm. All answers stay, nobody is called again. It cannot be undone: only a house can be split off.
merge-already = They are one alarm already. Its code: { $code }
merge-apart = { $code } and { $other } are alarms of different neighbourhoods, with different people. They cannot be merged.
merged = 🔗 Now it is one alarm: { $code }. The code { $other } works too. Nobody was called again.
merged-places =
    🔗 { $neighbourhood }: the two alarms are the same. There are two places: { $first } and { $second }. Go where you were going.
    .sms = { $neighbourhood }: one alarm, two places: { $first } and { $second }. Go where you were going.
report-merged =
    ✅ { $neighbourhood }: people have been called to what you reported. Coming: { $coming }, there: { $there }.
    .sms = { $neighbourhood }: people have been called. Coming { $coming }, there { $there }.
said-merged = 🔗 the same as alarm { $code }
said-split = ✂️ one house is another alarm now: { $code }
button-split = ✂️ This is another alarm
button-split-sure = ✂️ Yes, another one
split-sure =
    { $place }: is this another alarm?
    It gets a code of its own. Those who are coming there, and those there, go with it. Nobody is called again.
split-called = The call is at this very house: it stays. Split off another one, or move the call first.
split-where =
    Which house is another alarm? Write a house of the list: SPLIT { $code } address
split-done = ✂️ { $place }: another alarm now, code { $code }. People who went with it: { $going }. Nobody was called again.
