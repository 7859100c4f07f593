/** What the app and the providers of the bench agree on. */
export const TOKEN = '123456:bench';
export const WEBHOOK_SECRET = 'bench-webhook-secret';
export const ACCOUNT = `AC${'b'.repeat(32)}`;
export const AUTH_TOKEN = 'bench-auth-token';
export const SMS_FROM = '+15005550006';

/** Where everybody lives, and what they cry. */
export const CITY = 'almaty';
export const HOME = 'bakai';
/** Its name on a button. */
export const HOME_NAME = 'Бакай';
export const REPORT = 'бакай снос Жастар 14';

/** What an organiser writes to everyone. */
export const BROADCAST = 'Собрание в субботу в 18:00 у школы. Возьмите документы на дом';

/** How far away the providers are. */
export const LATENCY_MS = 5;
