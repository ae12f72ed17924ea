package present

import (
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// MessageInput is what a message to an administrator is made of.
type MessageInput struct {
	Answer   core.RecheckAnswer
	Account  core.AccountAnswer
	Provider string // what the provider is called
	Version  string // of Latchkey
	// Rights are the access rights as they are now; those that are not granted are
	// named in the message. Nil: not known, only the difference is named.
	Rights []core.RightAnswer
}

// mostNamed is how many rights a message names one by one.
const mostNamed = 40

// AdministratorMessage is a complete mail: who writes, what is missing or changed,
// what was tried when and with which evidence, and what is asked for. It holds no
// secret: addresses are without their query, and nothing of a sign-in is in it.
func AdministratorMessage(in MessageInput, now time.Time, w assets.Words) string {
	m := &message{in: in, now: now, w: w}
	provider, opening, tried := OneLine(in.Provider), "present.message.opening", m.triedLines()
	if len(tried) == 0 {
		opening = "present.message.opening_untried"
	}
	m.add(w.Text("present.message.subject", "who", m.who(), "provider", provider), "", w.Text("present.message.hello"), "",
		w.Text(opening, "provider", provider))
	m.part("present.message.who", m.whoLines())
	m.part("present.message.rights", m.rightsLines())
	m.part("present.message.recognized", m.findingLines())
	m.part("present.message.tried", tried)
	m.part("present.message.ask", m.askLines())
	m.add("", w.Text("present.message.thanks"))
	if name := OneLine(in.Account.Name); name != "" {
		m.add(name)
	}
	m.add("", w.Text("present.message.foot", "version", OneLine(in.Version)))
	return strings.Join(m.lines, "\n")
}

// message collects the lines.
type message struct {
	in    MessageInput
	now   time.Time
	w     assets.Words
	lines []string
}

func (m *message) add(lines ...string) { m.lines = append(m.lines, lines...) }

// part adds a head and its lines, or nothing when there are none.
func (m *message) part(head string, lines []string) {
	if len(lines) == 0 {
		return
	}
	m.add("", m.w.Text(head))
	m.add(lines...)
}

func (m *message) who() string {
	if email := OneLine(m.in.Account.Email); email != "" {
		return email
	}
	return PersonName(m.in.Account)
}

func (m *message) whoLines() []string {
	account, w := m.in.Account, m.w
	var lines []string
	if name := OneLine(account.Name); name != "" {
		lines = append(lines, w.Text("present.message.name", "name", name))
	}
	if email := OneLine(account.Email); email != "" {
		key := "present.message.address_unverified"
		if account.EmailVerified {
			key = "present.message.address_verified"
		}
		lines = append(lines, w.Text(key, "email", email))
	}
	if subject := OneLine(account.Subject); subject != "" {
		lines = append(lines, w.Text("present.message.subject_id", "id", subject))
	}
	organization, id := OrganizationName(account.Organization), OneLine(account.Organization.ID)
	switch {
	case organization == "":
		lines = append(lines, w.Text("present.message.no_organization"))
	case id == "" || id == organization:
		lines = append(lines, w.Text("present.message.organization", "organization", organization))
	default:
		lines = append(lines, w.Text("present.message.organization_id", "organization", organization, "id", id))
	}
	return append(lines, w.Text("present.message.provider", "provider", OneLine(m.in.Provider), "issuer", bareAddress(account.Issuer)))
}

// findingLines are what was recognized, as the person says it, a sentence each.
func (m *message) findingLines() []string {
	var lines []string
	for _, finding := range m.in.Answer.Findings {
		if key := "present.message.finding." + finding.Code; m.w.Has(key) && named(finding) {
			lines = append(lines, findingText(key, finding, m.w))
		}
	}
	return lines
}

// askLines are what the administrator can do: always to check the rights, and
// what the findings ask for besides.
func (m *message) askLines() []string {
	lines := []string{m.w.Text("present.message.ask.check")}
	for _, finding := range m.in.Answer.Findings {
		key := "present.message.ask." + finding.Code
		if !m.w.Has(key) || !named(finding) {
			continue
		}
		if line := findingText(key, finding, m.w); !strings.Contains(strings.Join(lines, "\n"), line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// named says whether all that a sentence about a finding names is known.
func named(finding core.FindingAnswer) bool {
	for _, name := range findingValues[finding.Code] {
		if OneLine(finding.Values[name]) == "" {
			return false
		}
	}
	return true
}
