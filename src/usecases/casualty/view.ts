import { may } from '../../domain/access.ts';
import { canFollow, detailsOf, follows, maybeSame, type Step } from '../../domain/casualty/casualty.ts';
import type { Button, Content } from '../../domain/content.ts';
import type { Incident } from '../../domain/incident.ts';
import { encodePress } from '../../domain/press.ts';
import type { Casualty, OpenCasualty } from '../../store/casualty.ts';
import { record, type Turn } from '../turn.ts';
import { lastOf, reveal } from './list.ts';
import { tellReader } from './news.ts';

/** Buttons in a row. */
const ROW = 2;

/** Somebody's record, and where it happened. */
export interface Found {
  readonly casualty: Casualty;
  readonly incident: Incident;
}

export const hide: Button = { label: { key: 'button-hide' }, press: encodePress({ kind: 'casualties-hide' }) };
export const back = ({ id }: Casualty): Button => ({
  label: { key: 'button-casualty-back' },
  press: encodePress({ kind: 'casualty', casualty: String(id) }),
});

/** The record, in place of the message that was pressed: an entry in the audit log. */
export async function showCasualty(turn: Turn, { casualty, incident }: Found): Promise<void> {
  const { tx, store } = turn;
  const all = await store.casualties.openIn(tx, incident.id, [casualty.kind]);
  const opened = all.find(({ id }) => id === casualty.id);
  if (!opened) return;
  record(turn, 'read-casualty', `casualty:${casualty.id}`);
  await tellReader(turn, incident);
  const key = (one: OpenCasualty) => ({ about: lastOf(one, 'about'), station: lastOf(one, 'station') });
  const twins = all.filter(
    (one) => one.id !== opened.id && one.status !== 'closed' && opened.status !== 'closed' && maybeSame(key(one), key(opened)),
  );
  const content: Content = {
    key: opened.erased ? 'casualty-gone' : 'casualty-record',
    args: {
      ...{
        number: opened.number,
        code: incident.code,
        status: { term: 'status', status: opened.status },
        grave: opened.grave ? 'yes' : 'no',
      },
      lines: {
        term: 'steps',
        lines: opened.course.told
          .filter(({ idle }) => !idle)
          .map(({ line, struck }) => ({ at: line.at, step: line.step, text: line.text, struck })),
      },
      ...{ family: opened.hasFamily ? 'yes' : 'no', twin: twins[0]?.number ?? 0 },
    },
    buttons: opened.erased ? [] : buttonsOf(turn, opened, incident, twins),
  };
  await reveal(turn, content, [opened.id]);
}

function buttonsOf(
  { contact, atlas }: Turn,
  opened: OpenCasualty,
  incident: Incident,
  twins: readonly OpenCasualty[],
): readonly Button[][] {
  const casualty = String(opened.id);
  const steps: readonly Step[] = [
    ...follows[opened.status].filter((step) => step !== 'closed'),
    ...detailsOf[opened.kind].filter((step) => step !== 'family'),
  ];
  const next = steps
    .filter((step) => canFollow(opened.kind, opened.course, step))
    .map((step): Button => ({ label: { key: `button-step-${step}` }, press: encodePress({ kind: 'casualty-step', casualty, step }) }));
  const rows = Array.from({ length: Math.ceil(next.length / ROW) }, (_, row) => next.slice(row * ROW, (row + 1) * ROW));
  const { last } = opened.course;
  const organises = may(contact.member, 'erase-casualty', incident.slug, atlas);
  const pressed = (kind: 'casualty-family' | 'casualty-erase', key: string): Button => ({
    label: { key },
    press: encodePress({ kind, casualty }),
  });
  return [
    ...twins
      .slice(0, 2)
      .map(({ number }): Button[] => [
        { label: { key: 'button-same', args: { number } }, press: encodePress({ kind: 'casualty-same', casualty, other: number }) },
      ]),
    ...rows,
    [
      ...(last ? [{ label: { key: 'button-undo' }, press: encodePress({ kind: 'casualty-undo', casualty, line: last.id }) }] : []),
      ...(canFollow(opened.kind, opened.course, 'closed')
        ? [{ label: { key: 'button-step-closed' }, press: encodePress({ kind: 'casualty-step', casualty, step: 'closed' }) }]
        : []),
    ],
    organises
      ? [...(opened.hasFamily ? [pressed('casualty-family', 'button-family')] : []), pressed('casualty-erase', 'button-erase')]
      : [],
    [{ label: { key: 'button-list' }, press: encodePress({ kind: 'casualties', incident: String(incident.id), page: 0 }) }, hide],
  ].filter((row) => row.length > 0);
}
