package cli

import (
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/assets"
)

// talking is a call at a terminal.
func talking(typed string) (*call, *strings.Builder) {
	var said strings.Builder
	words := assets.In("en")
	c := &call{Program: Program{In: strings.NewReader(typed), Err: &said, InTerminal: true}, spoken: &words}
	return c, &said
}

func TestASignInWithinSomethingElseLeavesWhatIsTypedToIt(t *testing.T) {
	t.Parallel()
	c, said := talking("y\n")
	talk := c.newSignInPart()
	talk.tell(core.Progress{Stage: core.StageWaiting, URL: "https://id.example.com/authorize", BrowserFailed: true})
	if text := said.String(); !strings.Contains(text, "\nhttps://id.example.com/authorize\n") || strings.Contains(text, c.words().Text("cli.sign_in.paste")) {
		t.Errorf("said %q", text)
	}
	if rest := c.In.(*strings.Reader).Len(); rest != 2 {
		t.Errorf("%d bytes of the answer to the next question are left", rest)
	}
}

func TestAnAddressIsTakenWhereOneIsAskedFor(t *testing.T) {
	t.Parallel()
	c, said := talking("\n http://127.0.0.1:1/callback?code=x \n")
	talk := c.newSignInTalk(true)
	for range 2 { // told again, it is neither shown nor read again
		talk.tell(core.Progress{Stage: core.StageWaiting, URL: "https://id.example.com/authorize"})
	}
	if got := <-talk.pasted; got != "http://127.0.0.1:1/callback?code=x" {
		t.Errorf("took %q", got)
	}
	if n := strings.Count(said.String(), "\nhttps://id.example.com/authorize\n"); n != 1 {
		t.Errorf("the address is shown %d times: %q", n, said.String())
	}
}
