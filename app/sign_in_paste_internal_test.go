package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/auth"
)

const (
	finalAddress = "http://127.0.0.1:40123/?code=abc&state=def"
	refusal      = "That is not the address that this sign-in ends at. Latchkey still waits for it."
)

// waiting runs a sign-in and calls during while it waits for the browser.
func waiting(t *testing.T, during func(b *bench)) *bench {
	t.Helper()
	jobs := signedOutJobs()
	waitingForBrowser(jobs)
	b := newBench(t, jobs)
	jobs.during = func(context.Context) { during(b) }
	b.tap(t, "sign_in")
	return b
}

// typeAddress puts text into the field for the address that was copied.
func (b *bench) typeAddress(t *testing.T, text string) fyne.Focusable {
	t.Helper()
	field := b.drawn.parts.find("field:paste")
	if field == nil {
		t.Fatalf("page %q has no field for an address", b.shown.name)
	}
	b.window.Canvas().Focus(field)
	test.Type(field, text)
	return field
}

func (b *bench) pasted() string {
	select {
	case address := <-b.jobs.lastSignIn.Pasted:
		return address
	default:
		return ""
	}
}

func TestAPastedAddressReachesTheSignIn(t *testing.T) {
	for name, send := range map[string]func(*bench, fyne.Focusable){
		"button": func(b *bench, _ fyne.Focusable) { b.tap(t, "paste") },
		"enter":  func(_ *bench, field fyne.Focusable) { field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) },
	} {
		t.Run(name, func(t *testing.T) {
			waiting(t, func(b *bench) {
				field := b.typeAddress(t, "  "+finalAddress+" ")
				send(b, field)
				if got := b.pasted(); got != finalAddress {
					t.Errorf("the sign-in got %q", got)
				}
				send(b, field)
				if got := b.pasted(); got != "" {
					t.Errorf("an empty field sent %q", got)
				}
			})
		})
	}
}

func TestAPastedAddressIsKeptNowhere(t *testing.T) {
	waiting(t, func(b *bench) {
		field := b.typeAddress(t, finalAddress)
		b.tap(t, "paste")
		field.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutUndo{})
		field.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
		if left := field.(interface{ SelectedText() string }).SelectedText(); left != "" {
			t.Errorf("the field still holds %q", left)
		}
		if strings.Contains(fmt.Sprintf("%+v %+v", b.work.seen, b.shown.model), "code=abc") {
			t.Error("the window keeps the address")
		}
	})
}

func TestPastingNeverWaits(t *testing.T) {
	waiting(t, func(b *bench) {
		for _, address := range []string{"http://127.0.0.1:1/?first", "http://127.0.0.1:1/?second", finalAddress} {
			b.paste(address) // nobody reads meanwhile
		}
		if got := b.pasted(); got != finalAddress {
			t.Errorf("the sign-in got %q, want the newest", got)
		}
	})
}

func TestARefusedAddressIsSaidUntilTheNextOne(t *testing.T) {
	waiting(t, func(b *bench) {
		b.typeAddress(t, "https://example.com/")
		b.tap(t, "paste")
		b.progress(b.work)(core.Progress{Stage: core.StageWaiting, URL: longAddress, PasteRefused: true})
		if !slices.Contains(b.texts(), refusal) {
			t.Errorf("nothing is said: %q", b.texts())
		}
		b.clock.Move(5e9)
		if !slices.Contains(b.texts(), refusal) {
			t.Error("it is taken back by itself")
		}
		b.typeAddress(t, finalAddress)
		b.tap(t, "paste")
		if slices.Contains(b.texts(), refusal) {
			t.Error("it is still said while the next one is looked at")
		}
		b.says(t, "Signing you in")
	})
}

func TestOnlyASignInInTheBrowserTakesAnAddress(t *testing.T) {
	b := newBench(t, signedOutJobs())
	b.paste(finalAddress) // nothing runs
	waitingForDevice(b.jobs)
	b.jobs.during = func(context.Context) { b.paste(finalAddress) }
	b.tap(t, "use_code")
	if b.jobs.lastSignIn.Pasted != nil {
		t.Error("a sign-in with a code offers to read addresses")
	}
}

func TestARenewedAddressTakesThePlaceOfTheOther(t *testing.T) {
	waiting(t, func(b *bench) {
		focused := b.drawn.parts.find("copy")
		b.window.Canvas().Focus(focused)
		b.progress(b.work)(core.Progress{Stage: core.StageWaiting, URL: renewedAddress, AddressRenewed: true})
		texts := b.texts()
		if !slices.Contains(texts, renewedAddress) || slices.Contains(texts, longAddress) {
			t.Errorf("shown is %q", texts)
		}
		if want := "The earlier address has run out. Copy this one and paste it into any browser on this computer."; !slices.Contains(texts, want) {
			t.Errorf("%q is not said: %q", want, texts)
		}
		if b.window.Canvas().Focused() != focused {
			t.Error("the keyboard focus is lost")
		}
		b.tap(t, "copy")
		b.tap(t, "open_again:"+longAddress) // the button keeps its name
		if b.copied != renewedAddress || !slices.Equal(b.opened, []string{renewedAddress}) {
			t.Errorf("copied %q, opened %q", b.copied, b.opened)
		}
	})
}

func TestOnlyABrowserThatDoesNotOpenTouchesTheClipboard(t *testing.T) {
	waiting(t, func(b *bench) {
		b.progress(b.work)(core.Progress{Stage: core.StageWaiting, URL: renewedAddress, AddressRenewed: true})
		b.progress(b.work)(core.Progress{Stage: core.StageWaiting, URL: renewedAddress, PasteRefused: true})
		if b.copied != "" {
			t.Errorf("%q is on the clipboard", b.copied)
		}
	})
	jobs := signedOutJobs()
	noBrowserOpens(jobs)
	b := newBench(t, jobs)
	copies := 0
	b.deps.Copy = func(text string) {
		copies++
		b.copied = text
	}
	jobs.during = func(context.Context) { b.clock.Move(5e9) }
	b.tap(t, "sign_in")
	if copies != 1 || b.copied != longAddress {
		t.Errorf("copied %d times, last %q", copies, b.copied)
	}
}

func TestARecheckThatSignsInSaysTheSameOfItsBrowser(t *testing.T) {
	jobs := signedInJobs()
	jobs.progress = []core.Progress{
		{Step: &core.RecheckStep{Step: core.StepSignIn}},
		{Stage: core.StageWaiting, URL: longAddress},
		{Stage: core.StageWaiting, URL: longAddress, BrowserFailed: true},
		{Stage: core.StageWaiting, URL: renewedAddress, AddressRenewed: true},
	}
	b := newBench(t, jobs, func(d *Deps) {
		d.OpenURL = func(context.Context, string) error { return auth.ErrBrowser }
	})
	jobs.during = func(context.Context) {
		if note := b.shown.model.(recheckPage).Note; note != b.words.Text("present.signing_in.renewed") {
			t.Errorf("says %q", note)
		}
		b.tap(t, "open_again:"+longAddress)
		if note := b.shown.model.(recheckPage).Note; note != b.words.Text("present.signing_in.no_browser") || b.copied != renewedAddress {
			t.Errorf("says %q, copied %q", note, b.copied)
		}
	}
	b.act(present.DoRecheckFurther, core.StepSignIn)
}

func TestTheKeyboardReachesTheAddressField(t *testing.T) {
	waiting(t, func(b *bench) {
		reached := map[fyne.Focusable]bool{}
		for range 30 {
			b.window.Canvas().FocusNext()
			reached[b.window.Canvas().Focused()] = true
		}
		for _, name := range b.drawn.parts.order {
			if !reached[b.drawn.parts.find(name)] {
				t.Errorf("%s is out of reach", name)
			}
		}
	})
}
