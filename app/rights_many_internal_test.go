package app

import (
	"strconv"
	"strings"
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/app/widgets"
)

// manyRights is a person with a hundred thousand rights.
func manyRights(n int) *fakeJobs {
	jobs := signedInJobs()
	rights := make([]core.RightAnswer, n)
	for i := range rights {
		rights[i] = jobs.rights.Rights[i%len(jobs.rights.Rights)]
		rights[i].ID += strconv.Itoa(i)
		rights[i].Name += " " + strconv.Itoa(i)
	}
	jobs.rights.Rights = rights
	return jobs
}

func TestOfAHundredThousandRightsNothingIsMadeTwice(t *testing.T) {
	b := newBench(t, manyRights(100_000))
	b.goTo(present.PageRights)
	first := b.shown.model.(rightsPage)
	b.clock.Move(90e9)
	b.render()
	if again := b.shown.model.(rightsPage); again.list != first.list || &again.Rows[0] != &first.Rows[0] {
		t.Error("the rows were made again though they say the same")
	}
	table := b.drawn.parts.find("table").(*widgets.Table)
	for _, typed := range []string{"q", "qu", "qua", "quay", "qua", "quay wall 4, lot a 15"} {
		b.rights.filter = typed
		b.render()
	}
	want := 0
	for _, row := range first.Rows {
		if strings.Contains(strings.ToLower(row.Name), "quay wall 4, lot a 15") {
			want++
		}
	}
	if table.Count() != want || want == 0 {
		t.Errorf("the filter leaves %d rows, want %d", table.Count(), want)
	}
}

func BenchmarkALetterInTheFilterOfAHundredThousandRights(b *testing.B) {
	bench := newBench(b, manyRights(100_000))
	bench.goTo(present.PageRights)
	letters := []string{"", "q", "qu", "qua", "quay", "x"}
	i := 0
	for b.Loop() {
		bench.rights.filter = letters[i%len(letters)]
		bench.render()
		i++
	}
}

func BenchmarkOpeningAHundredThousandRights(b *testing.B) {
	bench := newBench(b, manyRights(100_000))
	for b.Loop() {
		bench.rights.list = nil
		bench.goTo(present.PageRights)
		bench.goTo(present.PageHome)
	}
}

func BenchmarkSortingAHundredThousandRights(b *testing.B) {
	bench := newBench(b, manyRights(100_000))
	bench.goTo(present.PageRights)
	for b.Loop() {
		clear(bench.rights.list.order)
		bench.rights.list.last = match{}
		bench.rights.list.matching("", "", sorting{column: 0, down: true})
	}
}
