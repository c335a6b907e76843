/** Frame times of the wallboard while a centre is busy: README.md says what is measured. */
import { run } from './bundle.mjs';

await run('wallboard', 'wallboard-server');
