/**
 * Recordings that flows play, by HTTP.
 *
 *   GET    /api/v1/ivr/recordings         name, milliseconds, samples a second of each; how large a file may be
 *   GET    /api/v1/ivr/recordings/:name   the WAV file
 *   PUT    /api/v1/ivr/recordings/:name   body: a WAV file (audio/wav); the switch has it when this answers
 *   DELETE /api/v1/ivr/recordings/:name   unless a flow plays it
 */
import type { FastifyInstance } from 'fastify';
import { RECORDING_NAME_FORM } from '../config/flow-schema.ts';
import { RECORDING_LIMITS } from '../config/limits.ts';
import { readWav } from '../config/wav.ts';
import { playersOf } from './flows.ts';
import { type AdminParts, auditOf, langOf, refuse } from './parts.ts';

interface ByName {
  readonly Params: { readonly name: string };
  readonly Body: unknown;
}
const BY_NAME = {
  params: { type: 'object', properties: { name: { type: 'string', pattern: RECORDING_NAME_FORM } } },
} as const;
const WAV_TYPES = ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave', 'application/octet-stream'];

const NO_FILE = {
  'zh-CN': '类型为 audio/wav 的 WAV 文件',
  en: 'a WAV file as the body, of type audio/wav',
} as const;

export function recordingRoutes(app: FastifyInstance, parts: AdminParts): void {
  const { store, tenant, lang, log } = parts;
  app.addContentTypeParser(WAV_TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.get('/recordings', async () => ({
    most: { bytes: RECORDING_LIMITS.bytes, seconds: RECORDING_LIMITS.seconds },
    recordings: (await store.recordings(tenant)).map((one) => ({
      ...one,
      playedBy: playersOf(one.name, parts.running().values()),
    })),
  }));

  app.get<ByName>('/recordings/:name', { schema: BY_NAME }, async ({ params: { name } }, reply) => {
    const file = await store.recording(tenant, name);
    if (file === null) return refuse(reply, lang, { status: 404, code: 'RecordingUnknown', args: { name } });
    return reply.type('audio/wav').send(file);
  });

  app.put<ByName>(
    '/recordings/:name',
    { schema: BY_NAME, bodyLimit: RECORDING_LIMITS.bytes },
    async (request, reply) => {
      const { body } = request;
      const { name } = request.params;
      const read = Buffer.isBuffer(body) ? readWav(body) : { expected: NO_FILE };
      if ('expected' in read) {
        return refuse(reply, lang, {
          status: 422,
          code: 'RecordingInvalid',
          args: { expected: read.expected[langOf(reply, lang)] },
        });
      }
      const known = await store.recordings(tenant);
      if (known.length >= RECORDING_LIMITS.recordings && !known.some((one) => one.name === name)) {
        return refuse(reply, lang, { status: 409, code: 'LimitReached', args: { limit: 'recordings' } });
      }
      const { bytes, digest, rate, ms } = read.wav;
      const audit = auditOf(request, parts, 'ivr-recording-put', name);
      await store.putRecording(tenant, { name, digest, rate, ms }, bytes, audit);
      log.info({ recording: name, ms, rate }, 'a recording was put in place');
      return { name, digest, rate, ms, clean: await parts.reload() };
    },
  );

  app.delete<ByName>('/recordings/:name', { schema: BY_NAME }, async (request, reply) => {
    const { name } = request.params;
    const [by] = playersOf(name, parts.running().values());
    if (by !== undefined) return refuse(reply, lang, { status: 409, code: 'RecordingInUse', args: { name, by } });
    if (!(await store.deleteRecording(tenant, name, auditOf(request, parts, 'ivr-recording-delete', name)))) {
      return refuse(reply, lang, { status: 404, code: 'RecordingUnknown', args: { name } });
    }
    log.info({ recording: name }, 'a recording was deleted');
    await parts.reload();
    return reply.code(204).send();
  });
}
