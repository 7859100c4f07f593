import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';

interface Exports {
  __wbindgen_start(): void;
}

interface Glue {
  readonly SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: Exports): void;
}

/** What is used of the global WebAssembly, whose types come only with the browser's. */
interface WebAssemblyGlobal {
  instantiate(bytes: Uint8Array, imports: Readonly<Record<string, unknown>>): Promise<{ readonly instance: { readonly exports: Exports } }>;
}

// The generated glue of the engine keeps its WebAssembly instance in a module variable: a second instance would pull the first
// from under engines still at work. So this is the one place with module state, and it mirrors theirs.
let loading: Promise<typeof SchemaEngine> | undefined;

/**
 * Gives `work` Prisma's migration engine, bound to a database, and frees it afterwards. The engine is 5 MB of WebAssembly: it is read
 * on first use only, so that an app with nothing to migrate never pays for it.
 */
export async function withSchemaEngine<T>(
  database: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= load();
  const Engine = await loading;
  // The third argument connects at once; the second receives log lines, which may quote SQL, so they are dropped.
  const engine = await Engine.new({ datamodels: undefined }, () => undefined, bindMigrationAwareSqlAdapterFactory(database));
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}

/** Instantiated by hand: the package's own entry imports the .wasm as a module, and Node prints an ExperimentalWarning for that. */
async function load(): Promise<typeof SchemaEngine> {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyGlobal };
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const glue: Glue = await import(pathToFileURL(join(folder, 'schema_engine_bg.js')).href);
  const bytes = await readFile(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
}
