package cli

import (
	"context"
	"io"
	"slices"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/session/vault"
)

// moveStorage makes a key of storage.* another, which carries what is stored.
func (o settingOptions) moveStorage(ctx context.Context, c *call, opened *core.Core, key, value string) error {
	const command = "latchkey settings set"
	sealed := key == "storage.kind" && value == string(vault.SealedFile)
	switch kinds := core.SettingChoices(key); {
	case o.keyFile != "" && o.newPassphrase:
		return &usageError{key: "not_together", pairs: []any{"one", "--key-file", "other", "--new-passphrase"}, command: command}
	case (o.keyFile != "" || o.newPassphrase) && !sealed:
		return &usageError{key: "sealed_only", command: command}
	case len(kinds) > 0 && !slices.Contains(kinds, value):
		return wrongChoice(command, key, value, kinds)
	case key == "storage.key_file":
		o.keyFile, value = value, ""
	}
	to, err := opened.StorageAfter(key, value)
	if err != nil {
		return err
	}
	switch {
	case o.keyFile != "":
		files, err := absolute(o.keyFile)
		if err != nil {
			return err
		}
		to.KeyFile = files[0]
	case o.newPassphrase:
		to.KeyFile, to.Folder = "", core.OtherSealedFolder(to)
	}
	return storageMove{to: to, dryRun: o.dryRun}.run(ctx, c, opened)
}

// storageMove is plan, show, apply, report.
type storageMove struct {
	to     core.StorageSettings
	dryRun bool
	// afterwards is what remains to be done to the settings; nil: nothing.
	afterwards func(context.Context) error
}

func (m storageMove) run(ctx context.Context, c *call, opened *core.Core) error {
	ctx, cancel := c.within(ctx, personTimeout)
	defer cancel()
	plan, err := opened.PlanStorageMove(ctx, m.to)
	if err != nil {
		return err
	}
	if m.dryRun {
		return c.answer(plannedMove(plan), func(out io.Writer) { writeMovePlan(out, c, plan) })
	}
	if err := askToMove(ctx, c, plan); err != nil {
		return err
	}
	answer, err := opened.MoveStorage(ctx, m.to)
	if err == nil && m.afterwards != nil {
		err = m.afterwards(ctx)
	}
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) { writeMoved(out, c, plan, answer) })
}

// plannedMove is the answer of a move that was only looked at.
func plannedMove(plan core.StorageMovePlan) core.StorageMoveAnswer {
	answer := core.StorageMoveAnswer{
		Schema: "latchkey.storage-move/1", From: plan.From.Kind, To: plan.To.Kind, SignInNeeded: plan.SignInNeeded,
	}
	if !plan.Unreachable && plan.To.Kind != string(vault.Memory) {
		answer.Accounts = plan.Accounts
	}
	return answer
}

// askToMove asks, unless there is nothing to lose.
func askToMove(ctx context.Context, c *call, plan core.StorageMovePlan) error {
	if c.globals.yes || plan.Same || plan.Accounts == 0 && plan.Backups == 0 && !plan.SignInNeeded {
		return nil
	}
	if err := c.mayAsk(); err != nil {
		return err
	}
	writeMovePlan(c.Err, c, plan)
	w := c.words()
	return c.confirm(ctx, w.Text("cli.storage_move.question", "to", present.StorageName(plan.To.Kind, w)))
}

// writeMovePlan says what is carried and that the old copy goes.
func writeMovePlan(out io.Writer, c *call, plan core.StorageMovePlan) {
	w := c.words()
	from, to := present.StorageName(plan.From.Kind, w), present.StorageName(plan.To.Kind, w)
	if plan.Same {
		line(out, "%s", w.Text("cli.storage_move.same", "to", to))
		return
	}
	key := "cli.storage_move.plan"
	switch {
	case plan.Unreachable:
		key = "cli.storage_move.unreachable"
	case plan.To.Kind == string(vault.Memory):
		key = "cli.storage_move.memory"
	}
	line(out, "%s", w.Plural(key, plan.Accounts, "from", from, "to", to))
	if plan.Backups > 0 && plan.To.Kind != string(vault.Memory) {
		line(out, "%s", w.Plural("cli.storage_move.backups", plan.Backups))
	}
}

func writeMoved(out io.Writer, c *call, plan core.StorageMovePlan, answer core.StorageMoveAnswer) {
	w := c.words()
	from, to := present.StorageName(answer.From, w), present.StorageName(answer.To, w)
	if plan.Same {
		line(out, "%s", w.Text("cli.storage_move.same", "to", to))
		return
	}
	line(out, "%s", w.Plural("cli.storage_move.done", answer.Accounts, "from", from, "to", to))
	if answer.To == string(vault.SealedFile) && plan.To.KeyFile != "" {
		line(out, "%s", w.Text("cli.storage_move.key_file", "file", present.OneLine(plan.To.KeyFile)))
	}
	if !answer.OldRemoved {
		line(out, "%s", w.Text("cli.storage_move.left", "from", from))
	}
	if answer.SignInNeeded {
		c.hint("latchkey sign-in")
	}
}
