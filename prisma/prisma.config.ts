import { defineConfig } from 'prisma/config';

// `prisma generate` needs no schema engine, yet looks for its binary and downloads one from a host that a firewall may block.
// Any executable satisfies the look-up; migrations are run by the WebAssembly engine in src/store/migrate.ts.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: './schema.prisma', migrations: { path: './migrations' } });
