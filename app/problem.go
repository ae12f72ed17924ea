package app

import (
	"strings"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

// attention is the banner for the last failure, in the words that core has for
// it, or nil. Hints are for the command line and stay there.
func (w *Window) attention() *present.Banner {
	err := w.problem
	if err == nil {
		err = w.snap.err
	}
	if err == nil {
		return nil
	}
	return problemBanner(core.Explain(err, w.words), w.words)
}

// problemCode is the code of the last failure, or "".
func (w *Window) problemCode() string { return core.Code(w.problem) }

// topBanner picks the one banner of a page: a failure first, then what the page
// itself has to say, then what a job left, then that this is the demo.
func (w *Window) topBanner(own *present.Banner) *present.Banner {
	for _, banner := range []*present.Banner{w.attention(), own, w.notice} {
		if banner != nil {
			return banner
		}
	}
	return nil
}

func problemBanner(problem core.Problem, words assets.Words) *present.Banner {
	banner := &present.Banner{
		Tone: present.ToneWarn, Icon: "state-warn",
		Strong: sentence(present.Capital(problem.Title)), Text: present.Capital(problem.Detail),
	}
	text, action := fixOf(problem.Action)
	if text != "" {
		banner.Button = &present.Button{Text: words.Text(text), Kind: present.KindSecondary, Action: action}
	}
	return banner
}

// fixOf gives the key of the words and the action for the fix that a problem
// names; "" when this window has none.
func fixOf(action string) (string, present.Action) {
	switch action {
	case "sign_in":
		return "present.sign_in", present.DoSignIn
	case "recheck":
		return "present.recheck", present.DoRecheck
	case "reset":
		return "present.reset_session", present.DoResetSession
	case "retry":
		return "present.try_again", present.DoTryAgain
	case "undo":
		return "present.show_backups", present.DoShowApps
	case "settings":
		return "present.open_settings", present.DoShowSettings
	case "providers":
		return "present.home.other_provider", present.DoChooseProvider
	}
	return "", present.DoNothing
}

// sentence ends a title with a full stop, as the start of a banner needs it.
func sentence(title string) string {
	if title == "" || strings.HasSuffix(title, ".") {
		return title
	}
	return title + "."
}
