# Читать вслух в шесть утра, у ворот. Короткие фразы: сначала что делать, потом почему.
# У сообщения может быть атрибут `.sms`: что оно говорит по SMS, просто и без эмодзи.

## О чём сообщают
kind-demolition = снос
kind-bailiffs = судисполнители
kind-collectors = коллекторы
kind-police = полиция
kind-raid = обыск
kind-cutoff = отключение
kind-cutoff-heat = отключили тепло
kind-cutoff-water = отключили воду
kind-cutoff-light = отключили свет

## Кнопки
language-kk = Қазақша
language-ru = Русский
language-en = English
button-alarm = 🚨 Тревога
button-location = 📍 Отправить, где я
button-coming = 🏃 Иду
button-there = ✋ На месте
button-cant = ✖ Не могу
button-map = 🗺 Карта
button-confirm = ✅ Подтвердить
button-false = ❌ Ложная тревога
button-update = 📣 Сообщить новое
button-another = ➕ Другое место
button-stand-down = 🏁 Отбой
button-send-report = 🚨 Отправить
button-send = ✅ Отправить
button-cancel = Отмена
button-skip = Пропустить
button-agree = ✅ Согласен, вступить
button-resident = 🏠 Я здесь живу
button-defender = 🤝 Прихожу помогать
button-both = 🏠🤝 И то и другое
button-leave = Выйти и стереть всё
button-stay = Остаться
button-same-place = { $place }
button-neighbourhood = { $neighbourhood }
button-what = { $what }
button-choice = { $neighbourhood }: { $what }. { $place }
button-more = Ещё …
button-add-neighbourhood = ➕ Ещё один район

## Вступление
choose-language = Тілді таңдаңыз · Выберите язык · Choose a language
choose-neighbourhood = Какой район ваш? Нажмите кнопку или отправьте геолокацию через 📎, и мы предложим ближайший.
choose-nearest = Ближайший к вам стоит первым. Какой ваш?
choose-role = { $neighbourhood }. Вы там живёте, приходите помогать или и то и другое?
consent =
    Что мы храним: ваш номер в Telegram, имя, язык, район: { $neighbourhood }. Всё зашифровано; другие участники этого не видят.
    Мы пишем вам, когда соседям нужны люди и когда всё закончилось.
    Выйти и стереть всё: /leave, в любой момент.
consent-organiser =
    Вас приглашают стать организатором. Район: { $neighbourhood }.
    Что мы храним: ваш номер в Telegram, имя, язык. Всё зашифровано; другие участники этого не видят.
    Вы будете подтверждать сообщения, писать людям и давать отбой. Выйти и стереть всё: /leave, в любой момент.
joined =
    Готово. Ваш район: { $neighbourhood }.
    Если придут к вам или к соседям, нажмите 🚨 внизу или напишите, что и где: { $example }
    .sms = Ваш район: { $neighbourhood }. В беде пишите: { $example }. Храним номер и язык. Не писать: СТОП. Стереть: ЗАБУДЬ МЕНЯ
joined-organiser =
    Вы организатор. Район: { $neighbourhood }. Сообщения придут к вам с кнопками. Написать всему району: /broadcast. Поднять тревогу: кнопка 🚨.
welcome-back =
    Ваш район: { $neighbourhoods }. Мы пишем вам, когда нужны люди.
    В беде нажмите 🚨 внизу или напишите, что и где: { $example }
    Выйти: /leave
    .sms = Ваш район: { $neighbourhoods }. В беде пишите: { $example }. Не писать: СТОП. Стереть всё: ЗАБУДЬ МЕНЯ
language-changed = Готово. Пишем вам по-русски.
join-which =
    Какой район? Нажмите кнопку.
    .sms = Какой район? Напишите ВСТУПИТЬ и один из: { $neighbourhoods }
join-unknown =
    Такого района мы не знаем. Нажмите свой.
    .sms = Такого района не знаем. Напишите ВСТУПИТЬ и один из: { $neighbourhoods }
invite-used = Это приглашение уже использовано или устарело. Попросите новое. Вступить как житель можно и так: /start
join-again = Пожалуйста, начните снова: /start

## Сообщение о беде
report-what = Что происходит? Нажмите кнопку.
report-which =
    В каком районе? Пока вы не ответите, никому ничего не уйдёт.
    .sms = В каком районе? Напишите название, и мы поднимем тревогу: { $neighbourhoods }
report-where =
    { $neighbourhood }: { $what }. Где именно? Напишите улицу и дом, отправьте 📍 геолокацию или нажмите «Пропустить».
report-check = { $neighbourhood }: { $what }. { $place }
    Отправить тревогу?
report-check-no-place = { $neighbourhood }: { $what }.
    Отправить тревогу?
report-cancelled = Отменено. Никому ничего не ушло.
report-expired = Это не было закончено. Нажмите 🚨 и начните снова.
report-held =
    🟡 Услышали в { $time }: { $neighbourhood }: { $what }. { $place }
    Просим организаторов подтвердить; подтвердит и второе сообщение от соседа. Как только тревога уйдёт, сразу напишем вам.
    Если есть угроза жизни, звоните 112 прямо сейчас.
    .sms = Услышали в { $time }. Просим организаторов подтвердить, потом зовём людей. Угроза жизни: звоните 112
report-held-nobody =
    🟡 Услышали в { $time }: { $neighbourhood }: { $what }. { $place }
    Здесь ещё нет организатора: подтвердить некому. Если напишет второй сосед, тревога уйдёт: попросите кого-нибудь сейчас.
    Если есть угроза жизни, звоните 112.
    .sms = Услышали в { $time }. Организатора здесь нет, подтвердить некому. Пусть напишет ещё сосед: тогда позовём людей. Угроза жизни: 112
report-added =
    🟡 Ваше сообщение добавлено в { $time }. Оно ещё ждёт подтверждения. Как только тревога уйдёт, сразу напишем вам.
    .sms = Добавлено в { $time }. Ещё ждёт подтверждения.
report-joined =
    🟢 Тревога уже идёт ({ $code }). Ваше сообщение добавлено в { $time }. В пути: { $coming }, на месте: { $there }.
    Это другой дом? Нажмите кнопку, людей позовут и туда.
    .sms = Людей уже зовут ({ $code }). Добавлено в { $time }. В пути { $coming }, на месте { $there }. Другое место? Начните с НОВЫЙ
report-lapsed =
    Ваше сообщение ({ $neighbourhood }: { $what }) никто не подтвердил, оно не ушло. Если это продолжается, напишите снова.
    .sms = Ваше сообщение никто не подтвердил, оно не ушло. Если продолжается, напишите снова.
report-false =
    Ваше сообщение ({ $neighbourhood }: { $what }) проверили: сейчас организаторы не видят там опасности. Спасибо, что следите. Если видите её, напишите снова.
    .sms = Проверили: организаторы не видят там опасности. Если видите её, напишите снова.
another-where = Где другое место? Напишите улицу и дом или нажмите место.
another-closed = Эта тревога закончилась. Чтобы сообщить о новой, нажмите 🚨.

## Вызов
call-ask = Нужны люди
call-answers = 1 иду, 2 нет
card-call = 🔴 { $neighbourhood }: { $what }
card-place = 📍 { $place }
card-place-unknown = 📍 точное место пока неизвестно
card-more-places = Ещё: { $places }
card-since = С { $time }
card-asker-organiser = Просит: организатор
card-asker-trusted = Просит: проверенный сосед
card-asker-confirmed = Подтвердил организатор
card-asker-neighbours = Просят: несколько соседей
card-how = Сможете прийти? Нажмите кнопку. Спокойно, держитесь вместе, снимайте издали, без насилия.
card-headcount = 🏃 В пути: { $coming } · ✋ на месте: { $there }
card-you-coming = Вы: идёте. Придёте — нажмите «На месте».
card-you-there = Вы: на месте. Спасибо.
card-you-cant = Вы: не можете. Спасибо, что ответили.
card-over = 🏁 Всё закончилось ({ $time }). Спасибо.
receipt = { $called ->
        [one] 🟢 Ушло. Зовём { $called } человека.
       *[other] 🟢 Ушло. Зовём { $called } человек.
    }
    .sms = Ушло в { $time }. Людей зовём: { $called }. Держите телефон при себе, спокойно.

## Организаторам
organiser-held = 🟡 { $neighbourhood }: { $what } — это правда?
organiser-held-how = Одного сообщения мало. Посмотрите или спросите, потом нажмите.
organiser-held-below = Его организаторов просят подтвердить.
organiser-open = 🔴 { $neighbourhood }: { $what }
organiser-false = ⚪ { $neighbourhood }: { $what } — ложная тревога
organiser-lapsed = ⚪ { $neighbourhood }: { $what } — никто не подтвердил
organiser-over = 🏁 { $neighbourhood }: { $what } — отбой в { $time }
organiser-code = Код { $code } · с { $time } · сообщений: { $reports }
organiser-counts = Дошло { $reached } из { $called } · не дошло { $failed }
organiser-headcount = 🏃 идут { $coming } · ✋ на месте { $there } · ✖ не могут { $cant }
organiser-sms-held = { $neighbourhood }: { $what }, { $time }. { $place }. Правда? ДА { $code } / НЕТ { $code }
organiser-sms-open = { $neighbourhood }: { $what }, { $time }. Людей зовут. Закончить: ОТБОЙ { $code }
organiser-sms-other = { $neighbourhood }: { $what }. { $code }: закрыто.
verdict-confirmed =
    ✅ Подтверждено. Людей зовём: { $called }.
    .sms = { $code } подтверждено. Людей зовём: { $called }. Закончить: ОТБОЙ { $code }
verdict-false =
    Отмечено: ложная тревога. Никого не зовём.
    .sms = { $code }: ложная тревога. Никого не зовём.
verdict-too-late =
    Уже решено: { $stage }.
    .sms = { $code }: уже решено ({ $stage }).
stage-held = ждёт подтверждения
stage-open = тревога идёт с { $time }
stage-false = ложная тревога
stage-lapsed = никто не подтвердил
stage-over = отбой в { $time }
not-allowed =
    Это могут только организаторы этого района.
    .sms = Это могут только организаторы этого района.
code-unknown =
    Код { $code } нам неизвестен. Посмотрите в последнем сообщении и отправьте снова.
    .sms = Код { $code } нам неизвестен. Посмотрите в последнем SMS и отправьте снова.
update-what = Что нового? Напишите одно сообщение; его получат все, кого звали. ({ $neighbourhood }: { $what })
update-sent = 📣 Отправляем. Получателей: { $called }.
update-text = 📣 { $neighbourhood }: { $text }
    .sms = { $neighbourhood }: { $text }
place-added =
    ➕ { $neighbourhood }: ещё и здесь: { $place }.
    .sms = { $neighbourhood }: ещё и здесь: { $place }.
all-clear =
    🏁 { $neighbourhood }: { $what } — отбой, { $time }. Идти больше не нужно. Спасибо всем.
    .sms = { $neighbourhood }: отбой, { $time }. Идти не нужно. Спасибо.
stood-down =
    🏁 Отбой. Сообщаем всем, кого звали ({ $called }).
    .sms = { $code }: отбой. Сообщаем всем, кого звали ({ $called }).
broadcast-where = Какому району написать?
broadcast-what = { $neighbourhood }: напишите сообщение. Перед отправкой вы увидите, как оно выглядит.
broadcast-preview =
    { $neighbourhood }, получателей: { $people } (Telegram: { $telegram }, SMS: { $sms }).
    Сегментов SMS: { $segments }, примерно ${ $cost }.
    ———
    { $text }
broadcast-sent = Отправляем. Получателей: { $people }.
broadcast-cancelled = Отменено. Никому ничего не ушло.
broadcast-nobody = Район: { $neighbourhood }. Здесь ещё никто не записан. Ничего не отправлено.
broadcast-text = { $neighbourhood }: { $text }
broadcast-expired = Этого сообщения больше нет. Начните снова: /broadcast
text-too-long = Слишком длинно: можно { $limit } знаков, у вас { $length }. Пришлите короче.

## Ответы
answered-coming =
    Записали: вы идёте. В пути { $coming }, на месте { $there }
    .sms = Записали: идёте. В пути { $coming }, на месте { $there }. { $place }
answered-there =
    Записали: вы на месте. На месте { $there }
    .sms = Записали: вы на месте. На месте { $there }, в пути { $coming }.
answered-cant =
    Записали. Спасибо, что ответили.
    .sms = Записали. Спасибо, что ответили.
answer-which =
    Сейчас несколько тревог. Нажмите кнопку под нужной.
    .sms = Сейчас несколько тревог. Отправьте 1 и код нужной: { $choices }
answer-none =
    Сейчас для вас нет тревог.
    .sms = Сейчас для вас нет тревог.
noted = Принято
answer-stranger = Чтобы вас учли, сначала вступите: /start
incident-over = Всё закончилось в { $time }. Спасибо.
incident-false = Это была ложная тревога. Идти не нужно.
incident-lapsed = Никто не подтвердил. Идти не нужно.
incident-gone = Эта кнопка старая и больше не действует.
map-exact =
    { $neighbourhood }: { $what }
    { $place }
map-approximate =
    { $neighbourhood }: { $what }
    Примерно: середина района
map-none = Место на карте пока неизвестно.

## Выход, помощь
stop-done =
    Готово. Больше не пишем сюда. Вернуться: /start
    .sms = Готово. Больше не пишем. Вернуться: отправьте ВСТУПИТЬ.
stop-phone = Ваш телефон закрыт: SMS больше не будет. Сюда мы пишем по-прежнему. Чтобы выйти совсем, нажмите кнопку.
leave-sure =
    Это сразу сотрёт всё, что мы о вас храним. Вас больше никто не позовёт. Точно?
    .sms = Это сотрёт всё, что мы о вас храним. Точно? Отправьте ЗАБУДЬ МЕНЯ ещё раз.
leave-kept = Хорошо, что остаётесь. Ничего не стёрто.
leave-done =
    Стёрто. Мы ничего о вас не храним, кроме зашифрованной отметки, чтобы старый список не вернул вас. Захотите вернуться: /start
    .sms = Стёрто. Захотите вернуться: отправьте ВСТУПИТЬ.
resumed =
    Снова пишем вам.
    .sms = Снова пишем вам. Ваш район: { $neighbourhoods }.
help =
    Поднять тревогу: кнопка 🚨, или напишите, что и где:
    { $example }
    Что: снос, приставы, коллекторы, полиция, обыск, отключили.
    Если вас зовут, нажмите кнопку или напишите: иду, на месте, не могу.
    Выйти: /leave
    .sms = Тревога: напишите, где и что, например: { $example }. Вступить: ВСТУПИТЬ и район. Выйти: СТОП
help-stranger =
    Это тревога соседей. Вступить: /start
    В беде напишите сразу, где и что: { $example }
    .sms = Тревога соседей. В беде пишите: { $example }. Вступить: ВСТУПИТЬ и район: { $neighbourhoods }
example-report = { $neighbourhood } снос Жастар 14
wordless = Этого мы прочитать не можем. Напишите словами или нажмите 🚨.
