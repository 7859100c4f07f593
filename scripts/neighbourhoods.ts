import { parseArgs } from 'node:util';
import { isRingPolicy, ringPolicies } from '../src/domain/ring.ts';
import { type Given, readNeighbourhood } from '../src/residents/neighbourhood.ts';
import { writeTable } from '../src/residents/neighbourhood-table.ts';
import { loadAtlas, saveNeighbourhood } from '../src/store/atlas.ts';
import { lockName } from '../src/store/database.ts';
import { saveRingPolicy } from '../src/store/ring-policy.ts';
import { CommandError, runCommand, withStore } from './command.ts';

const usage = `Usage:
  npm run neighbourhoods -- list [--json]
  npm run neighbourhoods -- add --slug s --kk … --ru … --en … [--parent p] [--city c] [--centre lat,lon] [--next a,b]
    [--enough N] [--door open|invited|vouched] [--window SECONDS] [--unconfirmed send|hold]
    [--rings off|ask|5|10|20] [--json]

add changes the neighbourhood if there is one with that slug: what is not given stays, and an empty text ('') takes it away.
--enough is how many people coming and there are a crowd: nobody else is woken by SMS or a call then. Without it ENOUGH_COMING
holds. --door invited lets in only whoever a member has given a key (/invite); with --door vouched whoever joins from now on is called without
the exact place until two members have vouched for them (/vouch). Anybody may still report. --window is how long a report
may wait for somebody to confirm it (90); then, with --unconfirmed send, the neighbourhood itself is called and told that nobody has
confirmed it, and with hold, organisers are rung up. --rings is when other neighbourhoods are called, or asked for help, if too few
come: never, when an organiser presses for it (ask), or by itself after so many minutes. The app sees a change within seconds.
`;

const text = { type: 'string' } as const;
const options = {
  ...{ slug: text, kk: text, ru: text, en: text, parent: text, city: text, centre: text, next: text, enough: text, door: text },
  ...{ window: text, unconfirmed: text, rings: text },
  json: { type: 'boolean' },
} as const;

await runCommand({
  usage,
  async run(args) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const { json = false, ...given } = values;
    const [verb = 'list', ...rest] = positionals;
    if (rest.length === 0 && verb === 'add') return await add(given, json);
    if (rest.length === 0 && verb === 'list' && Object.keys(given).length === 0) return await list(json);
    throw new CommandError(usage.trimEnd());
  },
});

async function list(json: boolean): Promise<number> {
  const atlas = await withStore(({ database }) => loadAtlas(database.prisma));
  process.stdout.write(json ? `${JSON.stringify({ neighbourhoods: atlas.all })}\n` : writeTable(atlas));
  return 0;
}

async function add({ rings, ...given }: Given & { readonly rings?: string | undefined }, json: boolean): Promise<number> {
  if (rings !== undefined && !isRingPolicy(rings))
    throw new CommandError(`Nothing was added:\n  --rings: one of ${ringPolicies.join(', ')}`);
  const read = await withStore(({ database }) =>
    database.transaction(async (tx) => {
      // Two at once could otherwise put each under the other.
      await lockName(tx, 'neighbourhood');
      const found = readNeighbourhood(given, await loadAtlas(tx));
      if (found.kind === 'neighbourhood') {
        await saveNeighbourhood(tx, found.neighbourhood);
        if (rings !== undefined) await saveRingPolicy(tx, found.neighbourhood.slug, rings, null);
      }
      return found;
    }),
  );
  if (read.kind === 'refused') throw new CommandError(`Nothing was added:\n${read.problems.map((problem) => `  ${problem}`).join('\n')}`);
  const { neighbourhood, changes, shared } = read;
  if (shared.length > 0)
    process.stderr.write(
      `Another neighbourhood has this name too, so a report that names it may call the wrong one: ${shared.join(', ')}\n`,
    );
  const result = changes ? 'changed' : 'added';
  process.stdout.write(json ? `${JSON.stringify({ result, neighbourhood })}\n` : `${result} ${neighbourhood.slug}\n`);
  return 0;
}
