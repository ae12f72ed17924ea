package core_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
	"latchkey/session"
)

const (
	outagesFile  = "../../docs/rights.md"
	outagesBegin = "<!-- outages -->\n"
	outagesEnd   = "<!-- /outages -->"
)

// outage is one way in which a server with access rights fails to answer.
type outage struct {
	name    string // for a person
	fault   string // of the demo provider
	prepare func(*home)
	code    string // "" = done
	exit    int
	// stays says what becomes of the cached rights: kept with their age, or renewed.
	stays string
}

const (
	kept    = "kept, with their age"
	renewed = "renewed; not proven fresh"
	proven  = "renewed; proven with a new token"
)

func outages() []outage {
	refused := func(h *home) { h.server.Control().Refuse(true) }
	return []outage{
		{name: "Nothing answers at all", prepare: refused, code: "server_unreachable", exit: core.ExitNetwork, stays: kept},
		{name: "The connection is closed without an answer", fault: demoidp.FaultRightsUnreachable, code: "server_unreachable", exit: core.ExitNetwork, stays: kept},
		{name: "401, whatever the token", fault: demoidp.FaultRights401, code: "sign_in_needed", exit: core.ExitSignIn, stays: kept},
		{name: "403", fault: demoidp.FaultRights403, code: "rights_forbidden", exit: core.ExitNotAllowed, stays: kept},
		{name: "404", fault: demoidp.FaultRights404, code: "rights_unavailable", exit: core.ExitNotAllowed, stays: kept},
		{name: "429 with Retry-After", fault: demoidp.FaultRights429, code: "rights_busy", exit: core.ExitNetwork, stays: kept},
		{name: "500", fault: demoidp.FaultRights500, code: "rights_server_error", exit: core.ExitNetwork, stays: kept},
		{name: "503", fault: demoidp.FaultRights503, code: "rights_server_error", exit: core.ExitNetwork, stays: kept},
		{name: "The answer begins and does not end", fault: demoidp.FaultRightsSlow, code: "server_unreachable", exit: core.ExitNetwork, stays: kept},
		{name: "The answer ends too early", fault: demoidp.FaultRightsTruncated, code: "rights_truncated", exit: core.ExitNetwork, stays: kept},
		{name: "The answer is larger than 32 MiB", fault: demoidp.FaultRightsHuge, code: "rights_too_large", exit: core.ExitNetwork, stays: kept},
		{name: "The right content, labeled as a web page", fault: demoidp.FaultRightsContentType, code: "rights_not_json", exit: core.ExitNetwork, stays: kept},
		{name: "The right content, labeled as plain text", fault: demoidp.FaultRightsPlainText, code: "rights_not_json", exit: core.ExitNetwork, stays: kept},
		{name: "Words that are no JSON", fault: demoidp.FaultRightsNotJSON, code: "rights_not_json", exit: core.ExitNetwork, stays: kept},
		{name: "A web page instead (guest network)", fault: demoidp.FaultRightsHTML, code: "rights_not_json", exit: core.ExitNetwork, stays: kept},
		{name: "Sent on to another server (guest network)", fault: demoidp.FaultRightsPortal, code: "resource_redirect", exit: core.ExitSecurity, stays: kept},
		{name: "Somebody else's rights", fault: demoidp.FaultRightsForeignSubject, code: "rights_subject", exit: core.ExitSecurity, stays: kept},
		{name: "Another provider's rights", fault: demoidp.FaultRightsForeignIssuer, code: "rights_issuer", exit: core.ExitSecurity, stays: kept},
		{name: "The server's clock is an hour ahead", fault: demoidp.FaultRightsClockAhead, stays: renewed},
		{name: "The server's clock is an hour behind", fault: demoidp.FaultRightsClockBehind, stays: renewed},
		{name: "This computer's clock is an hour ahead", prepare: func(h *home) { h.aside(time.Hour) }, stays: proven},
		{name: "This computer's clock is an hour behind", prepare: func(h *home) { h.aside(-time.Hour) }, stays: proven},
		{name: "A cache answers although it was told not to", fault: demoidp.FaultRightsCached, stays: "renewed, around the cache; proven"},
		{name: "The server's own list is an hour old", fault: demoidp.FaultRightsOld, stays: renewed},
	}
}

// TestAnOutageIsNeverAStatementAboutThePerson runs every row of the table in
// docs/rights.md: the code and the exit code are as it says; what was granted
// stays granted until its end, and nothing is granted that no server granted.
func TestAnOutageIsNeverAStatementAboutThePerson(t *testing.T) {
	rows := make([]string, len(outages()))
	t.Run("rows", func(t *testing.T) {
		for i, row := range outages() {
			rows[i] = fmt.Sprintf("| %s | %s | %d | %s |", row.name, codeOr(row.code), row.exit, row.stays)
			t.Run(row.name, func(t *testing.T) {
				t.Parallel()
				checkOutage(t, row)
			})
		}
	})
	compareOutages(t, "| What happens | Problem | Exit | The cached rights |\n|---|---|---|---|\n"+strings.Join(rows, "\n")+"\n")
}

func codeOr(code string) string {
	if code == "" {
		return "–"
	}
	return "`" + code + "`"
}

func checkOutage(t *testing.T, row outage) {
	h := newSteadyHome(t)
	h.signIn()
	before, err := h.Rights(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if row.fault != "" {
		h.fault(row.fault, true)
	}
	if row.prepare != nil {
		row.prepare(h)
	}
	answer, err := h.Recheck(t.Context(), core.RecheckOptions{}, nil)
	code, exit := "", 0
	if err != nil {
		code, exit = core.Code(err), exitOf(err)
	}
	if code != row.code || exit != row.exit {
		t.Fatalf("code %q, exit %d, want %q, %d: %v", code, exit, row.code, row.exit, err)
	}
	after, rightsErr := h.Rights(t.Context(), "")
	if rightsErr != nil {
		t.Fatal(rightsErr)
	}
	if states(after) != states(before) {
		t.Errorf("the rights changed:\n%s\n%s", states(before), states(after))
	}
	if row.stays == kept && after.CheckedAt != before.CheckedAt {
		t.Errorf("the age changed: %v, %v", before.CheckedAt, after.CheckedAt)
	}
	if row.stays != kept && answer.Fresh != strings.Contains(row.stays, "; proven") {
		t.Errorf("fresh %v, evidence %+v", answer.Fresh, answer.Steps)
	}
	if _, err := h.CheckRights(t.Context(), core.CheckOptions{}, []string{"girder.detailing"}); err != nil {
		t.Errorf("a granted right is gone: %v", err)
	}
	if _, err := h.CheckRights(t.Context(), core.CheckOptions{}, []string{"no.such.right"}); !errors.Is(err, core.ErrRightMissing) {
		t.Errorf("a right that nobody named: %v", err)
	}
}

// states are the rights without their age.
func states(answer core.RightsAnswer) string {
	var lines []string
	for _, right := range answer.Rights {
		lines = append(lines, right.ID+" "+right.State)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func compareOutages(t *testing.T, table string) {
	t.Helper()
	document, err := os.ReadFile(outagesFile)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, found := bytes.Cut(document, []byte(outagesBegin))
	old, tail, closed := bytes.Cut(rest, []byte(outagesEnd))
	if !found || !closed {
		t.Fatalf("%s has no table of outages", outagesFile)
	}
	if string(old) == table {
		return
	}
	if os.Getenv("LATCHKEY_UPDATE") == "" {
		t.Fatal("the table of outages is not current: run LATCHKEY_UPDATE=1 go test -tags nogui ./app/core -run OutageIsNever")
	}
	whole := slices.Concat(head, []byte(outagesBegin), []byte(table), []byte(outagesEnd), tail)
	if err := session.WriteFile(outagesFile, whole); err != nil {
		t.Fatal(err)
	}
}

// aside moves this computer's clock, and not the server's.
func (h *home) aside(by time.Duration) { h.clock.advance(by) }
