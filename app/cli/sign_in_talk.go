package cli

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"

	"latchkey/app/core"
)

// signInTalk tells of a sign-in's stages on standard error. What a person has to
// carry to a browser, an address or a code, stands alone on its line, and -q
// does not hide it. Where no browser can be opened, it offers every other way.
type signInTalk struct {
	call      *call
	noBrowser bool
	shown     string      // the address that was shown last
	pasted    chan string // addresses that were typed or pasted; nil: none are taken
	listening sync.Once
}

func (c *call) newSignInTalk(noBrowser bool) *signInTalk {
	return &signInTalk{call: c, noBrowser: noBrowser, pasted: make(chan string)}
}

// newSignInPart is for a sign-in that is a part of something else, which may
// have questions of its own: what is typed belongs to them.
func (c *call) newSignInPart() *signInTalk { return &signInTalk{call: c} }

func (t *signInTalk) tell(p core.Progress) {
	switch p.Stage {
	case core.StageCode:
		t.tellCode(p)
	case core.StageBrowser, core.StageWaiting:
		t.tellAddress(p)
	case core.StageChecking:
		t.call.say("cli.sign_in.checking")
	}
}

func (t *signInTalk) tellCode(p core.Progress) {
	c := t.call
	c.say("cli.sign_in.device")
	c.sayLine(p.VerificationURI)
	c.say("cli.sign_in.code")
	c.sayLine(p.UserCode)
	if picture := qrPicture(p.VerificationURIComplete); c.TalkTerminal && picture != "" && !c.globals.quiet {
		c.say("cli.sign_in.scan")
		c.sayLine(picture)
	}
	c.say("cli.sign_in.keep_code")
}

func (t *signInTalk) tellAddress(p core.Progress) {
	c := t.call
	switch {
	case p.PasteRefused:
		c.say("cli.sign_in.paste_refused")
	case p.URL == "" || p.URL == t.shown:
	case p.AddressRenewed:
		t.show("cli.sign_in.renewed", p.URL)
	case t.noBrowser:
		t.show("cli.sign_in.address", p.URL)
		t.offerPaste()
	case p.BrowserFailed:
		t.show("cli.sign_in.browser_failed", p.URL)
		t.offerPaste()
		c.say("cli.sign_in.or_device")
	case p.Stage == core.StageBrowser:
		c.say("cli.sign_in.browser")
	}
}

// show tells an address, and puts it on the clipboard through the terminal
// (OSC 52 of xterm's control sequences), which works over SSH as well; whether
// it did, a terminal does not say.
func (t *signInTalk) show(key, address string) {
	t.shown = address
	t.call.say(key)
	t.call.sayLine(address)
	if t.call.TalkTerminal && !t.call.globals.quiet {
		_, _ = fmt.Fprintf(t.call.Err, "\x1b]52;c;%s\x07", base64.StdEncoding.EncodeToString([]byte(address)))
		t.call.say("cli.sign_in.copied")
	}
}

// offerPaste reads addresses that a person brings back from a browser which
// could not reach this computer. Where nobody sits, nothing is read.
func (t *signInTalk) offerPaste() {
	if !t.call.InTerminal || t.pasted == nil {
		return
	}
	t.call.say("cli.sign_in.paste")
	t.listening.Do(func() { go t.readPasted() })
}

// readPasted ends with the input, or with the program: a terminal cannot be told
// to stop waiting for a line.
func (t *signInTalk) readPasted() {
	lines := bufio.NewScanner(t.call.In)
	lines.Buffer(nil, 32<<10)
	for lines.Scan() {
		if line := strings.TrimSpace(lines.Text()); line != "" {
			t.pasted <- line
		}
	}
}
