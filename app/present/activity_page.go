package present

import (
	"slices"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// ActivityInput is what the page Activity knows.
type ActivityInput struct {
	Answer core.ActivityAnswer
	Filter string // words that an entry must hold
	Kind   string // one of the kinds, "" for everything
}

// The kinds of the filter.
const (
	KindSignIn   = "sign_in"
	KindRights   = "rights"
	KindReset    = "reset"
	KindProblems = "problems"
)

// mostEvents is how many entries are shown; the filter and the copy reach all.
const mostEvents = 200

// kindsOf says which events are of a kind; the others are of none.
var kindsOf = map[string]string{
	core.EventSignIn: KindSignIn, core.EventSignOut: KindSignIn, core.EventRenewed: KindSignIn, core.EventSessionEnded: KindSignIn,
	core.EventOffline: KindSignIn, core.EventAccountDefault: KindSignIn, core.EventAccountGone: KindSignIn,
	core.EventRecheck: KindRights, core.EventPrepare: KindRights, core.EventRightsCleared: KindRights,
	core.EventReset: KindReset, core.EventUndo: KindReset, core.EventBackupRemoved: KindReset,
}

// Activity makes the page: grouped by day, newest first.
func Activity(in ActivityInput, now time.Time, w assets.Words) ActivityView {
	view := ActivityView{
		Header: Header{Title: w.Text("present.activity.title"), Sentence: w.Text("present.activity.sentence")},
		Hint:   w.Text("present.activity.search"),
	}
	for _, kind := range []string{"", KindSignIn, KindRights, KindReset, KindProblems} {
		key := "present.activity.kind." + kind
		if kind == "" {
			key = "present.activity.kind.all"
		}
		view.Kinds = append(view.Kinds, Option{Value: kind, Text: w.Text(key)})
	}
	if len(in.Answer.Events) == 0 {
		view.Empty = &Empty{Sign: Sign{Icon: "activity"}, Title: w.Text("present.activity.empty"), Text: w.Text("present.activity.empty.text")}
		return view
	}
	shown := in.matching(now, w)
	view.Header.Buttons = []Button{{
		Text: w.Text("present.activity.copy"), Icon: "copy", Kind: KindSecondary, Action: DoCopy,
		Argument: ActivityText(core.ActivityAnswer{Events: shown}, now, w), Disabled: len(shown) == 0,
	}}
	view.days(shown, now, w)
	if len(shown) == 0 {
		view.None = w.Text("present.activity.none")
		return view
	}
	view.Count = w.Plural("present.activity.count", len(shown), "day", Date(shown[len(shown)-1].At.Time, now, w))
	if len(shown) > mostEvents {
		view.More = w.Text("present.activity.more", "n", mostEvents)
	}
	return view
}

// matching are the events that the filter leaves.
func (in ActivityInput) matching(now time.Time, w assets.Words) []core.EventAnswer {
	words := strings.Fields(strings.ToLower(in.Filter))
	var shown []core.EventAnswer
	for _, event := range in.Answer.Events {
		switch in.Kind {
		case "":
		case KindProblems:
			if event.Problem == "" && event.Result != "failed" && event.Result != "partly" {
				continue
			}
		default:
			if kindsOf[event.Event] != in.Kind {
				continue
			}
		}
		text := strings.ToLower(EventText(event, now, w) + " " + EventDetail(event, w))
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) }) {
			shown = append(shown, event)
		}
	}
	return shown
}

func (view *ActivityView) days(events []core.EventAnswer, now time.Time, w assets.Words) {
	for _, event := range events[:min(len(events), mostEvents)] {
		title := dayTitle(event.At.Time, now, w)
		if n := len(view.Days); n == 0 || view.Days[n-1].Title != title {
			view.Days = append(view.Days, EventDay{Title: title})
		}
		day := &view.Days[len(view.Days)-1]
		day.Rows = append(day.Rows, EventRow{
			Clock: Clock(event.At.Time, now), Sign: eventSign(event), Text: EventText(event, now, w), Fact: EventDetail(event, w),
		})
	}
}

func dayTitle(at, now time.Time, w assets.Words) string {
	switch daysBetween(at, now) {
	case 0:
		return Capital(w.Text("present.today"))
	case 1:
		return Capital(w.Text("present.yesterday"))
	}
	return Date(at, now, w)
}

// eventSigns are the signs of what went well.
var eventSigns = map[string]Sign{
	core.EventSignIn: {Icon: "sign-in"}, core.EventSignOut: {Icon: "sign-out"}, core.EventReset: {Icon: "backup"}, core.EventUndo: {Icon: "undo"},
	core.EventBackupRemoved: {Icon: "remove"}, core.EventRightsCleared: {Icon: "remove"}, core.EventAccountGone: {Icon: "remove"},
	core.EventSetting: {Icon: "settings"}, core.EventProviderAdded: {Icon: "building"}, core.EventProviderRemoved: {Icon: "building"},
	core.EventStorageMoved: {Icon: "lock"}, core.EventAccountDefault: {Icon: "user"}, core.EventBundle: {Icon: "letter"},
}

func eventSign(event core.EventAnswer) Sign {
	switch {
	case event.Event == core.EventOffline:
		return Sign{Icon: "offline", Tone: ToneWarn}
	case event.Event == core.EventSessionEnded:
		return Sign{Icon: "state-bad", Tone: ToneBad}
	case event.Event == core.EventDoctor && event.Result == "ok" && event.Problem != "":
		return Sign{Icon: "state-warn", Tone: ToneWarn}
	}
	switch event.Result {
	case "failed":
		return Sign{Icon: "state-bad", Tone: ToneBad}
	case "partly":
		return Sign{Icon: "state-warn", Tone: ToneWarn}
	case "cancelled":
		return Sign{Icon: "state-skipped"}
	}
	if event.Event == core.EventRecheck {
		switch {
		case event.Counts["gained"] > 0:
			return Sign{Icon: "diff-gained", Tone: ToneGood}
		case event.Counts["lost"] > 0:
			return Sign{Icon: "diff-lost", Tone: ToneBad}
		case event.Counts["changed"] > 0:
			return Sign{Icon: "diff-changed", Tone: ToneInfo}
		}
		return Sign{Icon: "diff-same"}
	}
	if sign, known := eventSigns[event.Event]; known {
		return sign
	}
	return Sign{Icon: "state-good", Tone: ToneGood}
}
