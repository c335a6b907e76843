/** Pages as they were written for the old control: one script tag is new, SERVER in it is ours. */

/** Every way in which such pages heard of events stands here once. */
export const OLD_PAGE = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<link rel="icon" href="data:,">
<title>CRM</title>
<script src="SERVER/wssoftphone-ocx.js" data-token-url="/token?agentId={agentId}"></script>
<script language="javascript">
  var heard = [];
  function show(id, text) { document.getElementById(id).innerHTML = text; }
  function returned(code) {
    show('returned', code);
    show('error', code == 0 ? '' : csSoftPhone.getErrDesc(code));
  }
  function logon() {
    csSoftPhone.connectServer();
    returned(csSoftPhone.Logon());
  }
  function csSoftPhone_evtLogonSucc() {
    heard.push('logon ' + csSoftPhone.AgentID);
    show('logged-on', csSoftPhone.getAgentInfo('AgentID'));
  }
  function csSoftPhone_evtDialFailed(ErrNum) {
    heard.push('dial failed');
    show('error', csSoftPhone.GetErrDesc(ErrNum));
  }
  function popCustomer() {
    heard.push('arrive ' + csSoftPhone.getCOInfo('ANI'));
    show('customer', csSoftPhone.getCOInfo('ANI'));
  }
</script>
</head>
<body>
<object id="csSoftPhone" classid="clsid:6C5D2A10-0000-4000-8000-00C04F000001" codebase="SoftPhone.cab#version=2,0,0,1"
  width="0" height="0" event_evtCallArrive="popCustomer" event_evtHoldSucc="heard.push('not called')">
  <param name="AgentName" value="员工888">
  <param name="DevNum" value="6002">
</object>
<script language="javascript">
  csSoftPhone.AgentID = '888';
  csSoftPhone.SetInitParam('IniFile', 'C:\\\\AgentPortal.ini');
  csSoftPhone.attachEvent('evtHoldSucc', function () { heard.push('hold'); });
  document.getElementById('csSoftPhone').addEventListener('evtFetchHoldSucc', function () { heard.push('fetch'); }, false);
  csSoftPhone.event_evtDevConnected = function () { heard.push('connected'); };
</script>
<script language="javascript" for="csSoftPhone" event="evtStateChange(State)">
  heard.push('state ' + State);
  switch (State) {
    case 3: show('customer', ''); break;
  }
  document.getElementById('state').setAttribute('data-state', State);
  show('state', this.getCurStateName());
</script>
<script language="javascript" for="csSoftPhone" event="evtWrapupTick(Seconds)">show('wrapup', Seconds);</script>
<script language="vbscript" for="csSoftPhone" event="evtStateChange(State)">MsgBox State</script>
<p>
  <input type="button" value="签入" onclick="logon()">
  <input type="button" value="接听" onclick="returned(csSoftPhone.answerCall())">
  <input type="button" value="保持" onclick="returned(csSoftPhone.hold())">
  <input type="button" value="取回" onclick="returned(csSoftPhone.FetchHold())">
  <input type="button" value="挂机" onclick="returned(csSoftPhone.dropCall())">
  <input type="button" value="话后完成" onclick="returned(csSoftPhone.finishWrapup())">
  <input id="number"><input type="button" value="外拨" onclick="returned(csSoftPhone.Dial(document.getElementById('number').value))">
</p>
<p id="state"></p><p id="logged-on"></p><p id="customer"></p><p id="wrapup"></p><p id="returned"></p><p id="error"></p>
</body>
</html>`;

/** The object was taken out long ago; its scripts still say its name. */
export const OLD_PAGE_WITHOUT_OBJECT = `<!DOCTYPE html>
<html><head><link rel="icon" href="data:,"><title>CRM</title></head>
<body>
<p id="state"></p><input id="go" type="button" value="go" onclick="go()">
<script src="SERVER/wssoftphone-ocx.js" data-id="phone" data-token-url="/token?agentId={agentId}"></script>
<script>
  function go() {
    phone.AgentID = '999';
    phone.DevNum = '6003';
    phone.Logon();
  }
  function phone_evtStateChange(State) { document.getElementById('state').setAttribute('data-state', State); }
</script>
</body></html>`;
