package cli

import (
	"slices"
	"strings"
	"unicode/utf8"

	"latchkey/app/core"
)

// The results of a check, as the contract names them.
const (
	resultPass    = "pass"
	resultWarn    = "warn"
	resultFail    = "fail"
	resultSkip    = "skip"
	resultRunning = "running"
)

// chain is the order of the links, as they depend on each other; what is in
// none of them comes last.
var chain = []string{"app", "right", "account", "session", "token", "storage", "network", "clock"}

// placeOf is where a link stands in the chain.
func placeOf(link string) int {
	if i := slices.Index(chain, link); i >= 0 {
		return i
	}
	return len(chain)
}

// signs are what an eye finds first; a word always stands beside them.
var signs = map[string]string{resultPass: "✓", resultWarn: "!", resultFail: "✗", resultSkip: "–", resultRunning: "…"}

// mark is the sign and the word of a result, as wide as the widest.
func mark(c *call, result string) string {
	w, width := c.words(), 0
	for of := range signs {
		width = max(width, utf8.RuneCountInString(w.Text("cli.doctor.result."+of)))
	}
	word := w.Text("cli.doctor.result." + result)
	return signs[result] + " " + word + strings.Repeat(" ", width-utf8.RuneCountInString(word))
}

// isProblem says whether a check found something.
func isProblem(check core.CheckAnswer) bool {
	return check.Result == resultFail || check.Result == resultWarn
}
