import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { register, type Someone, texts } from '../support/people.ts';
import { SMS_FROM, startWorld, type World } from '../support/world.ts';

/** What a path takes: taps and keys, messages typed, and seconds of story time from the last of them to its effect. */
interface Taken {
  readonly taps: number;
  readonly messages: number;
  readonly seconds: number;
}

let world: World;
let organiser: Someone;
let aigul: Someone;
let marat: Someone;
beforeAll(async () => {
  world = await startWorld({ env: { TWILIO_VOICE_FROM: SMS_FROM } });
});
afterAll(() => world.stop());
beforeEach(async () => {
  organiser = await register(world, { telegram: 1, role: 'organiser' });
  aigul = await register(world, { telegram: 2, phone: '+77010000002', trust: 'trusted' });
  marat = await register(world, { telegram: 3, phone: '+77010000003' });
});
afterEach(() => world.renew());

/** Counts what a hand does, and how long it waits afterwards. */
function hand() {
  let taps = 0;
  let messages = 0;
  let last = world.clock.now();
  const settle = async (): Promise<void> => {
    await world.until(() => true);
    last = world.clock.now();
  };
  return {
    async tap(act: () => Promise<unknown>): Promise<void> {
      taps += 1;
      await settle();
      await act();
    },
    async type(act: () => Promise<unknown>): Promise<void> {
      messages += 1;
      await settle();
      await act();
    },
    /** Waits in steps of a tenth of a second for what the path is for. */
    async until(effect: () => boolean): Promise<Taken> {
      for (let waited = 0; !effect(); waited += 100) {
        if (waited > 60_000) throw new Error('the path leads nowhere');
        await world.advance(100);
      }
      return { taps, messages, seconds: (world.clock.now() - last) / 1_000 };
    },
    wait: () => world.advance(2_000),
  };
}

const called = ({ telegram }: Someone) => telegram.messages.some((m) => m.history[0]?.startsWith('🔴'));
const card = (wanted: RegExp) => () => organiser.telegram.messages.some((m) => wanted.test(m.text));
async function alarm(): Promise<void> {
  await organiser.telegram.send('бакай снос Жастар 14');
  await world.drain();
}
async function held(): Promise<void> {
  await marat.telegram.send('бакай снос Жастар 14');
  await world.drain();
}

const paths: Readonly<Record<string, () => Promise<Taken>>> = {
  async 'join, on Telegram'() {
    const phone = world.telegram.person({ id: 100, firstName: 'Somebody' });
    const { tap, wait, until } = hand();
    await tap(() => phone.start());
    for (const button of ['Русский', 'Бакай', '🏠🤝 И то и другое', /вступаю/]) {
      await wait();
      await tap(() => phone.press(button));
    }
    return await until(() => texts(phone).some((text) => text.startsWith('Готово.')));
  },
  async 'join, by SMS'() {
    const phone = world.twilio.phone('+77010000100');
    const { type, until } = hand();
    await type(() => phone.text('ВСТУПИТЬ БАКАЙ'));
    return await until(() => phone.inbox.length > 0);
  },
  async 'raise the alarm with buttons, until the first is called'() {
    const { tap, wait, until } = hand();
    await tap(() => aigul.telegram.send('🚨 Тревога'));
    for (const button of ['снос', /Пропустить|Без адреса/, '🚨 Отправить']) {
      await wait();
      await tap(() => aigul.telegram.press(button));
    }
    return await until(() => called(marat));
  },
  async 'raise the alarm in one message, Telegram or SMS'() {
    const { type, until } = hand();
    await type(() => aigul.sms.text('бакай снос Жастар 14'));
    return await until(() => called(marat));
  },
  async 'raise the alarm by a call to the hotline'() {
    const { tap, until } = hand();
    let line: ReturnType<typeof aigul.sms.dial> | undefined;
    await tap(async () => {
      line = aigul.sms.dial();
      await line.answered;
    });
    await world.advance(12_000);
    await tap(async () => await line?.press('2'));
    return await until(() => called(marat));
  },
  async 'say that one is coming, on Telegram'() {
    await alarm();
    const { tap, until } = hand();
    await tap(() => marat.telegram.press('🏃 Иду'));
    return await until(card(/идут 1/));
  },
  async 'say that one is coming, by SMS'() {
    await alarm();
    const { type, until } = hand();
    await type(() => marat.sms.text('1'));
    return await until(card(/идут 1/));
  },
  async 'confirm a held report, or deny it'() {
    await held();
    const { tap, until } = hand();
    await tap(() => organiser.telegram.press('✅ Подтвердить'));
    return await until(() => called(aigul));
  },
  async 'tell the called something new'() {
    await alarm();
    const { tap, type, wait, until } = hand();
    await tap(() => organiser.telegram.press('📣 Сообщить новое'));
    await wait();
    await type(() => organiser.telegram.send('Они ушли к соседям'));
    return await until(() => texts(marat.telegram).some((text) => text.includes('Они ушли к соседям')));
  },
  async 'stand down'() {
    await alarm();
    const { tap, until } = hand();
    await tap(() => organiser.telegram.press('🏁 Отбой'));
    return await until(() => texts(marat.telegram).some((text) => /отбой/.test(text)));
  },
  async 'ask for a medic'() {
    await marat.sms.text('НАВЫК ВРАЧ');
    await alarm();
    const { tap, wait, until } = hand();
    await tap(() => organiser.telegram.press('🙋 Нужен …'));
    await wait();
    await tap(() => organiser.telegram.press('медик'));
    return await until(() => texts(marat.telegram).some((text) => text.startsWith('🙋 Нужен медик')));
  },
  async 'call an assembly of one neighbourhood'() {
    const { tap, type, wait, until } = hand();
    await type(() => organiser.telegram.send('/broadcast'));
    await wait();
    await type(() => organiser.telegram.send('Собрание в 18:00'));
    await wait();
    await tap(() => organiser.telegram.press(/Отправить/));
    return await until(() => texts(marat.telegram).some((text) => text.includes('Собрание')));
  },
  async 'be away for a week'() {
    const { tap, type, wait, until } = hand();
    await type(() => marat.telegram.send('/away'));
    await wait();
    await tap(() => marat.telegram.press('На неделю'));
    return await until(() => texts(marat.telegram).some((text) => text.startsWith('Не зовём вас')));
  },
  async 'vouch for a neighbour who shows a code'() {
    await world.store.database.prisma.neighbourhood.update({ where: { slug: 'bakai' }, data: { door: 'vouched' } });
    await world.advance(6_000);
    const newcomer = world.twilio.phone('+77010000100');
    await newcomer.text('ВСТУПИТЬ БАКАЙ');
    await world.drain();
    const code = /РУЧАЮСЬ ([0-9A-Z]{4} [0-9A-Z]{4})/.exec(newcomer.inbox.at(-1)?.body ?? '')?.[1];
    const { tap, type, wait, until } = hand();
    await type(() => marat.telegram.send(`РУЧАЮСЬ ${code}`));
    await wait();
    await tap(() => marat.telegram.press('✅ Знаю лично, ручаюсь'));
    return await until(() => newcomer.inbox.some(({ body }) => /1 из 2/.test(body)));
  },
  async 'move to another neighbourhood'() {
    const { tap, type, wait, until } = hand();
    await type(() => marat.telegram.send('/moved'));
    await wait();
    await tap(() => marat.telegram.press('Шанырак-1'));
    return await until(() => texts(marat.telegram).some((text) => /Теперь ваш район/.test(text)));
  },
  async 'change one’s phone number'() {
    const fresh = world.twilio.phone('+77010000200');
    const { type, wait, until } = hand();
    await type(() => marat.telegram.send('/number'));
    await wait();
    await type(() => marat.telegram.send('+77010000200'));
    await wait();
    await type(() => marat.telegram.send(/\d{6}/.exec(fresh.inbox.at(-1)?.body ?? '')?.[0] ?? ''));
    return await until(() => texts(marat.telegram).some((text) => /Теперь пишем на новый номер/.test(text)));
  },
  async 'leave, and have everything erased'() {
    const { tap, type, wait, until } = hand();
    await type(() => marat.telegram.send('/leave'));
    await wait();
    await tap(() => marat.telegram.press('Выйти и стереть всё'));
    return await until(() => texts(marat.telegram).some((text) => text.startsWith('Стёрто')));
  },
};

it.each(Object.keys(paths))('%s: as the README counts it', async (name) => {
  const taken = await paths[name]?.();
  const row = `| ${name} | ${taken?.taps} | ${taken?.messages} | ${Math.max(1, Math.ceil(taken?.seconds ?? 0))} |`;
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme.split('\n')).toContain(row);
});
