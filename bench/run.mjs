/** The speed of the engine and of the server: README.md says what is measured. */
import { run } from './bundle.mjs';

await run('main', 'load');
