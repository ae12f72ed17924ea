package cli

import (
	"bufio"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
)

// texts that JSON writes in another way than they stand.
func oddTexts() []string {
	return []string{
		"", "plain", `"quoted" and \slashed\`, "two\nlines\ttab\r\b\f", "\x00\x1f\x7f", "é 漢字 \u2028 \u2029 🙂", "broken \xff\xc0 bytes",
		"<b>&amp;</b>", strings.Repeat("long ", 500),
	}
}

// filled sets every field of an answer to something of its own, so that a field
// that is added later cannot be forgotten here.
func filled(value any, text string, at time.Time) {
	v := reflect.ValueOf(value).Elem()
	for i := range v.NumField() {
		switch field := v.Field(i); field.Interface().(type) {
		case string:
			field.SetString(fmt.Sprint(text, i))
		case int:
			field.SetInt(int64(i))
		case core.Moment:
			field.Set(reflect.ValueOf(core.At(at.Add(time.Duration(i) * time.Minute))))
		case *core.RightAnswer:
			right := &core.RightAnswer{}
			filled(right, text, at)
			field.Set(reflect.ValueOf(right))
		default:
			panic(fmt.Sprintf("%s.%s: no value for a %s", v.Type(), v.Type().Field(i).Name, field.Type()))
		}
	}
}

func written(t *testing.T, write func(*bufio.Writer) error) string {
	t.Helper()
	var text strings.Builder
	out := bufio.NewWriter(&text)
	if err := write(out); err != nil {
		t.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

func sameJSON(t *testing.T, answer any, got string) {
	t.Helper()
	want, err := asJSON(answer)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestALongListIsTheSameJSONToTheByte(t *testing.T) {
	moments := []time.Time{{}, time.Date(2027, 3, 31, 23, 59, 59, 999_999_999, time.FixedZone("CET", 3600)), time.Unix(0, 0)}
	for _, length := range []int{0, 1, len(oddTexts())} {
		answer := core.RightsAnswer{
			Schema: "latchkey.rights/1", Account: `a "rights": [] b`, Organization: core.Organization{Name: "\n  \"rights\": []"},
			Rights: []core.RightAnswer{}, Pending: []core.PendingAnswer{}, Sources: []core.SourceAnswer{},
			Warnings: []core.WarningAnswer{}, Findings: []core.FindingAnswer{{Code: "x", Values: map[string]string{"rights": "[]"}}},
		}
		for i, text := range oddTexts()[:length] {
			var right core.RightAnswer
			var warning core.WarningAnswer
			filled(&right, text, moments[i%len(moments)])
			filled(&warning, text, moments[i%len(moments)])
			answer.Rights, answer.Warnings = append(answer.Rights, right, core.RightAnswer{}), append(answer.Warnings, warning)
		}
		sameJSON(t, answer, written(t, func(out *bufio.Writer) error { return writeRightsJSON(out, answer) }))
	}
}

func TestALongDifferenceIsTheSameJSONToTheByte(t *testing.T) {
	for _, length := range []int{0, 1, len(oddTexts())} {
		answer := core.RecheckAnswer{
			Schema: "latchkey.recheck/1", Gained: []core.ChangeAnswer{}, Lost: []core.ChangeAnswer{}, Changed: []core.ChangeAnswer{},
			Steps:   []core.RecheckStep{{Step: "refetch", Evidence: []core.EvidenceAnswer{{Why: core.WhyAge}}}},
			Message: "\n  \"lost\": []",
		}
		for _, text := range oddTexts()[:length] {
			var change core.ChangeAnswer
			filled(&change, text, time.Unix(1_800_000_000, 0))
			gained, lost := change, change
			gained.Before, lost.After = nil, nil
			answer.Gained = append(answer.Gained, gained)
			answer.Lost = append(answer.Lost, lost)
			answer.Changed = append(answer.Changed, change, core.ChangeAnswer{})
		}
		sameJSON(t, answer, written(t, func(out *bufio.Writer) error { return writeRecheckJSON(out, answer) }))
	}
}

// manyRights are a hundred thousand, as a directory of a large organization has them.
func manyRights() core.RightsAnswer {
	answer := core.RightsAnswer{
		Schema: "latchkey.rights/1", CheckedAt: core.At(time.Unix(1_800_000_000, 0)), State: "fresh", Pending: []core.PendingAnswer{},
		Sources: []core.SourceAnswer{}, Warnings: []core.WarningAnswer{}, Findings: []core.FindingAnswer{},
	}
	states := []string{"granted", "granted", "granted", "denied", "seat_limit"}
	for i := range 100_000 {
		answer.Rights = append(answer.Rights, core.RightAnswer{
			ID: fmt.Sprintf("project-%06d.viewer", i), Name: fmt.Sprintf("Project %d, viewer", i), State: states[i%len(states)],
			Source: "organization", Until: core.At(time.Unix(1_830_000_000+int64(i)*60, 0)), Origin: "endpoint", CheckedAt: answer.CheckedAt,
		})
	}
	return answer
}

func BenchmarkRightsList(b *testing.B) {
	answer := manyRights()
	for name, write := range map[string]func(out *bufio.Writer) error{
		"json": func(out *bufio.Writer) error { return writeRightsJSON(out, answer) },
		"text": func(out *bufio.Writer) error {
			writeRights(out, newCall(Program{Env: func(string) string { return "" }, Now: time.Now}), answer)
			return nil
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := write(bufio.NewWriter(new(nothing))); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// nothing takes all and keeps none.
type nothing struct{}

func (nothing) Write(text []byte) (int, error) { return len(text), nil }
