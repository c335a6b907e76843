/** Errors of the telephone in the browser; part of the one catalogue (errors.ts). The page says most of them itself. */
import { type ErrorEntry, entry } from './error-entry.ts';

export const PHONE_ERRORS = {
  BrowserPhoneUnknown: entry(
    '分机 {ins} 不是浏览器话机,连接失败',
    'Extension {ins} is not a telephone in the browser',
    'A page asks for the SIP account of a seat that is no extension of kind `webrtc` with a password, or the switch is not Asterisk.',
    '请管理员把该分机的类型设为浏览器话机',
    'Ask the administrator to make the extension one in the browser',
  ),
  PhoneLineDown: entry(
    '话机未连接,正在重试,连接失败',
    'The telephone in the browser has no connection; trying again',
    'The page cannot reach Asterisk’s websocket through the server, or Asterisk is away.',
    '请稍候;如持续出现请联系管理员',
    'Wait a moment; if it stays, ask the administrator',
  ),
  PhoneRefused: entry(
    '话机注册被拒绝,连接失败',
    'The telephone in the browser may not register',
    'Asterisk refused the registration: it does not know the telephone, or the password has changed. It is tried again.',
    '请联系管理员检查分机和交换机',
    'Ask the administrator to check the extension and the switch',
  ),
  MicrophoneRefused: entry(
    '未允许使用麦克风,话机打开失败',
    'The browser may not use the microphone',
    'The agent, or the browser’s settings, refused the microphone to this page; in a frame, `allow="microphone"` is missing.',
    '在地址栏左侧的网站设置中允许麦克风,然后刷新页面',
    'Allow the microphone in the site settings beside the address, then reload the page',
  ),
  MicrophoneMissing: entry(
    '没有找到麦克风,话机打开失败',
    'There is no microphone',
    'The machine has no microphone, or the chosen one was unplugged.',
    '接好耳麦后重试',
    'Plug in the headset and try again',
  ),
  MicrophoneBusy: entry(
    '麦克风被占用或无法打开,话机打开失败',
    'The microphone cannot be opened',
    'Another program has the microphone, or the system does not hand it out.',
    '关闭占用麦克风的程序后重试',
    'Close the program that uses the microphone and try again',
  ),
  PageNotSecure: entry(
    '页面不是 https 地址,不能使用麦克风,话机打开失败',
    'The page is not secure: browsers give the microphone to https pages only',
    'A page from `http://` of another machine. Browsers have no microphone there; https, or localhost, is needed.',
    '请管理员为 CRM 和 WSAgentServer 启用 https',
    'Ask the administrator for https for the CRM and WSAgentServer',
  ),
  SoundBlocked: entry(
    '浏览器暂未允许播放声音,播放失败',
    'The browser does not play the sound yet',
    'Autoplay rules: nothing on the page has been clicked since it was loaded. The sound begins with the next click or key.',
    '点击页面任意位置',
    'Click anywhere on the page',
  ),
} as const satisfies Record<string, ErrorEntry>;
