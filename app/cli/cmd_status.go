package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type statusOptions struct{ check bool }

func newStatusCommand(c *call) *cobra.Command {
	var o statusOptions
	cmd := &cobra.Command{
		Use: "status [--check]", Args: arguments(0, 0), Annotations: answersJSON(), DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), c) },
	}
	cmd.Flags().BoolVar(&o.check, "check", false, "")
	return cmd
}

func (o statusOptions) run(ctx context.Context, c *call) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	status, err := opened.Status(ctx, o.check)
	if err != nil {
		return err
	}
	if err := c.answer(status, func(out io.Writer) { writeStatus(out, c, status) }); err != nil {
		return err
	}
	if !c.globals.json {
		c.adviseOn(status)
	}
	if status.SignedIn {
		return nil
	}
	return codeOnly(exitSignInNeeded)
}

// adviseOn names the next thing to do, as an error would: when secret storage
// cannot be opened, and when nobody is signed in.
func (c *call) adviseOn(status core.StatusAnswer) {
	for _, hint := range core.Explain(status.Storage.Err, c.words()).Hints {
		c.hint(hint)
	}
	hint := "latchkey sign-in"
	switch status.State {
	case core.StateSignedIn:
		return
	case core.StateSignedOut:
		if status.Storage.Err != nil {
			return // a sign-in would only fail there
		}
	case core.StateDamaged:
		hint = "latchkey reset"
	case core.StateStorageLocked:
		hint = c.words().Text("cli.status.unlock")
	}
	c.hint(hint)
	if status.State == core.StateSignInNeeded || status.State == core.StateExpired {
		c.hint("latchkey why")
	}
}

func writeStatus(out io.Writer, c *call, status core.StatusAnswer) {
	w := c.words()
	line(out, "%s", statusTitle(c, status))
	rows := [][2]string{}
	for _, account := range status.Accounts {
		rows = append(rows, accountFacts(c, account)...)
	}
	if len(status.Accounts) > 0 {
		rows = append(rows, [2]string{w.Text("cli.status.rights"), rightsFact(c, status.Rights)})
	}
	rows = append(rows,
		[2]string{w.Text("cli.status.storage"), storageFact(c, status.Storage)},
		[2]string{w.Text("cli.status.file"), fileFact(c, status.SessionFile)})
	facts(out, rows)
}

// storageFact says where secrets lie, or why that cannot be said.
func storageFact(c *call, storage core.StorageAnswer) string {
	w := c.words()
	if problem := core.Explain(storage.Err, w); problem.Title != "" {
		return w.Text("cli.status.storage.problem", "title", lowerFirst(problem.Title), "detail", asReason(problem.Detail))
	}
	return w.Text("cli.status.storage.value",
		"kind", present.StorageName(storage.Kind, w), "state", present.StorageState(storage.State, w))
}

// statusTitle is the answer in one line.
func statusTitle(c *call, status core.StatusAnswer) string {
	key := "cli.status.title." + string(status.State)
	account := present.MainAccount(status.Accounts)
	if account == nil {
		return c.words().Text(key, "person", "")
	}
	return c.words().Text(key, "person", present.PersonName(*account))
}

func accountFacts(c *call, account core.AccountAnswer) [][2]string {
	w := c.words()
	person := present.PersonName(account)
	if account.Email != "" && account.Email != person {
		person += " <" + present.OneLine(account.Email) + ">"
	}
	if organization := present.OrganizationName(account.Organization); organization != "" {
		person += ", " + organization
	}
	provider := present.ProviderName(account) + ", " + account.Issuer
	if account.LoopbackHTTP {
		provider += " (" + w.Text("cli.status.loopback") + ")"
	}
	return [][2]string{
		{w.Text("cli.status.account"), person},
		{w.Text("cli.status.provider"), provider},
		{w.Text("cli.status.session"), sessionFact(c, account)},
		{w.Text("cli.status.ends"), endFact(c, account)},
	}
}

// sessionFact tells how the session is and since when.
func sessionFact(c *call, account core.AccountAnswer) string {
	w, now := c.words(), c.Now()
	text := w.Text("cli.status.state."+string(account.State)) + ", " +
		w.Text("cli.status.since", "time", present.Moment(account.SignedInAt.Time, now, w))
	if account.Problem != "" {
		text += "; " + lowerFirst(core.ProblemText(account.Problem, w).Title)
	}
	return text
}

// endFact never invents an end: a session that can be renewed has none that
// anybody has told.
func endFact(c *call, account core.AccountAnswer) string {
	w, now, ends := c.words(), c.Now(), account.AccessExpiresAt
	switch {
	case account.State == core.StateSignInNeeded:
		return w.Text("cli.status.ended")
	case ends.IsZero():
		return w.Text("cli.status.end_unknown")
	case account.Renewable && ends.After(now):
		return w.Text("cli.status.renews_at", "time", present.Moment(ends.Time, now, w))
	case account.Renewable:
		return w.Text("cli.status.renews")
	case ends.After(now):
		return w.Text("cli.status.ends_at", "time", present.Moment(ends.Time, now, w))
	}
	return w.Text("cli.status.ended_at", "time", present.Moment(ends.Time, now, w))
}

// rightsFact sums the cached rights up: "9 of 15 granted, checked 12 min ago (fresh)".
func rightsFact(c *call, rights core.RightsSummary) string {
	w := c.words()
	if rights.CheckedAt.IsZero() {
		return w.Text("cli.rights.none")
	}
	return w.Text("cli.rights.summary", "granted", rights.Granted, "count", rights.Count,
		"age", present.Age(rights.CheckedAt.Time, c.Now(), w), "state", w.Text("cli.rights.state."+rights.State))
}

func fileFact(c *call, file core.SessionFileAnswer) string {
	text := file.Path + " (" + c.words().Text("cli.file."+file.State)
	if file.Reason != "" {
		text += ": " + core.ReasonText(file.Reason, c.words())
	}
	return text + ")"
}
