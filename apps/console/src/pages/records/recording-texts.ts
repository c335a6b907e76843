import { texts } from '../../lib/texts.ts';

export const RECORDING = texts({
  'zh-CN': {
    recordings: '通话录音',
    recorded: '有录音',
    of: '{time} 的录音，{length}',
    deleted: '已超过保留期限，录音已删除。',
    failed: '录音失败，没有可播放的内容。',
    trouble: '无法播放。录音可能已不存在，或交换机暂时不可用；请稍后再试。',
    again: '重试',
    audited: '每次收听都会记入操作日志。',
  },
  en: {
    recordings: 'Recordings',
    recorded: 'recorded',
    of: 'Recording of {time}, {length}',
    deleted: 'It was kept for as long as recordings are, and has been deleted.',
    failed: 'It could not be recorded; there is nothing to hear.',
    trouble: 'It cannot be played: it is not there any more, or the switch is away. Try again later.',
    again: 'Try again',
    audited: 'Every listening is noted in the audit log.',
  },
});
