/** Desktop notifications of incoming calls, for agents whose page is behind another window. */

export function notificationState(): 'granted' | 'denied' | 'default' | 'none' {
  return typeof Notification === 'function' ? Notification.permission : 'none';
}

export class CallNotice {
  #notice: Notification | null = null;

  /** Only where it is allowed, and the page is not looked at anyway. */
  show(title: string, body: string): void {
    this.close();
    if (notificationState() !== 'granted' || document.hasFocus()) return;
    try {
      const notice = new Notification(title, { body, tag: 'wssoftphone-call', requireInteraction: true });
      notice.onclick = () => {
        window.focus();
        notice.close();
      };
      this.#notice = notice;
    } catch {
      // Browsers of telephones want a service worker for it; there it is left out.
    }
  }
  close(): void {
    this.#notice?.close();
    this.#notice = null;
  }
}
