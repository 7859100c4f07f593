import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Started again after a crash, in the middle of a call, half a second less of compiling is half a second sooner. Not in the system's
// folder for such things, where others may write: what lies there is run.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/dabyl', import.meta.url)));
const { run } = await import('./run.ts');
await run(process.env);
