// Which build is measured: $BUILD, or the release one. Imported first, as tests/functional/server.mjs reads $TAXGATE once.
import { join } from 'node:path';

export const build = process.env.BUILD ?? join(import.meta.dirname, '../../build/release');
process.env.TAXGATE = join(build, 'src/taxgate');
