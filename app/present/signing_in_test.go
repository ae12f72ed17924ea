package present_test

import (
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

// said is what the page says of the address and of what was pasted after these
// messages.
func said(messages ...core.Progress) present.SigningInView {
	in := present.SignInProgress{Provider: *acme(), StartedAt: now}
	for _, message := range messages {
		message.Stage = core.StageWaiting
		in.Seen = append(in.Seen, present.TimedProgress{Progress: message, At: now})
	}
	return present.SigningIn(in, now, assets.In("en"))
}

func TestTheLastThingThatHappenedToTheAddressIsSaid(t *testing.T) {
	plain := core.Progress{URL: "https://id.example.com/a"}
	failed := core.Progress{URL: "https://id.example.com/a", BrowserFailed: true}
	renewed := core.Progress{URL: "https://id.example.com/b", AddressRenewed: true}
	for _, c := range []struct {
		name     string
		messages []core.Progress
		address  string
		key      string
	}{
		{"waiting", []core.Progress{plain}, "https://id.example.com/a", "nothing_opened"},
		{"no browser", []core.Progress{plain, failed}, "https://id.example.com/a", "no_browser"},
		{"renewed", []core.Progress{plain, failed, renewed}, "https://id.example.com/b", "renewed"},
		{"renewed, then refused", []core.Progress{plain, renewed, {PasteRefused: true}}, "https://id.example.com/b", "renewed"},
		{"renewed, and it did not open either", []core.Progress{plain, renewed, failed}, "https://id.example.com/a", "no_browser"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			view := said(c.messages...)
			if want := assets.In("en").Text("present.signing_in." + c.key); view.Address != c.address || view.AddressNote != want {
				t.Errorf("address %q, note %q", view.Address, view.AddressNote)
			}
			if view.Copy.Argument != c.address || view.Again.Argument != c.address {
				t.Errorf("the buttons are about %q and %q", view.Copy.Argument, view.Again.Argument)
			}
		})
	}
}

func TestARefusalIsSaidOnlyWhileItIsTheLastWord(t *testing.T) {
	t.Parallel()
	refused := core.Progress{URL: "https://id.example.com/a", PasteRefused: true}
	if view := said(refused); view.Paste.Refused == "" {
		t.Error("nothing is said")
	}
	for name, view := range map[string]present.SigningInView{
		"before": said(), "after": said(refused, core.Progress{}),
	} {
		if view.Paste.Refused != "" {
			t.Errorf("%s: says %q", name, view.Paste.Refused)
		}
	}
}
