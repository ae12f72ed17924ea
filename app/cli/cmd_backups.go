package cli

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

// backupAnswer is latchkey.backup/1.
type backupAnswer struct {
	Schema string `json:"schema"`
	core.BackupAnswer
	Removed bool `json:"removed"`
}

func newBackupsCommand(c *call) *cobra.Command {
	list := func(cmd *cobra.Command, _ []string) error { return runBackups(cmd.Context(), c) }
	cmd := &cobra.Command{Use: "backups", Args: arguments(0, 0), Annotations: answersJSON(), RunE: list}
	cmd.AddCommand(
		&cobra.Command{Use: "list", Args: arguments(0, 0), Annotations: answersJSON(), RunE: list},
		&cobra.Command{
			Use: "show ID", Args: arguments(1, 1), Annotations: answersJSON(), ValidArgsFunction: c.completeBackups,
			RunE: func(cmd *cobra.Command, args []string) error { return runBackupShow(cmd.Context(), c, args[0]) },
		},
		&cobra.Command{
			Use: "remove ID", Args: arguments(1, 1), Annotations: answersJSON(), ValidArgsFunction: c.completeBackups,
			RunE: func(cmd *cobra.Command, args []string) error { return runBackupRemove(cmd.Context(), c, args[0]) },
		})
	return cmd
}

func runBackups(ctx context.Context, c *call) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	answer, err := opened.Backups(ctx)
	if err != nil {
		return err
	}
	return c.answer(answer, func(out io.Writer) { writeBackups(out, c, answer) })
}

func writeBackups(out io.Writer, c *call, answer core.BackupsAnswer) {
	w := c.words()
	for _, manifest := range answer.Damaged {
		c.printProblem(core.Explain(&core.BackupDamagedError{Path: manifest}, w))
	}
	if len(answer.Backups) == 0 && len(answer.Damaged) > 0 {
		return // there are some, only none that can be used
	}
	if len(answer.Backups) == 0 {
		line(out, "%s", w.Text("present.backups.none"))
		return
	}
	rows := [][]string{}
	for _, backup := range answer.Backups {
		row := present.Backup(backup, c.Now(), w)
		rows = append(rows, []string{row.ID, row.When, row.What})
	}
	table(out, rows)
}

func runBackupShow(ctx context.Context, c *call, id string) error {
	opened, ctx, cancel, err := c.job(ctx, usualTimeout)
	if err != nil {
		return err
	}
	defer cancel()
	backup, err := opened.Backup(ctx, id)
	if err != nil {
		return err
	}
	answer := backupAnswer{Schema: "latchkey.backup/1", BackupAnswer: backup}
	return c.answer(answer, func(out io.Writer) { writeBackup(out, c, backup) })
}

func writeBackup(out io.Writer, c *call, backup core.BackupAnswer) {
	w := c.words()
	row := present.Backup(backup, c.Now(), w)
	line(out, "%s  %s  %s", row.ID, row.When, row.What)
	line(out, "  %s", backup.Path)
	if backup.Damaged != "" {
		line(out, "  %s", core.ReasonText(backup.Damaged, w))
	}
	rows := [][]string{}
	for i, item := range backup.Items {
		rows = append(rows, []string{
			"  " + strconv.Itoa(i+1), present.AppItemName(item.What, item.Label, w), item.Path, present.Size(item.Size, w), w.Text("cli.backup.state." + item.State),
		})
	}
	table(out, rows)
}

// runBackupRemove asks first: it is the one command whose result nothing brings back.
func runBackupRemove(ctx context.Context, c *call, id string) error {
	opened, err := c.core()
	if err != nil {
		return err
	}
	looking, cancel := c.within(ctx, usualTimeout)
	backup, err := opened.BackupToRemove(looking, id)
	cancel()
	if err != nil {
		return err
	}
	if !c.globals.yes && c.InTerminal {
		writeBackup(c.Err, c, backup)
	}
	question := "cli.backup.question"
	if backup.Damaged != "" {
		question = "cli.backup.question.damaged"
	}
	if err := c.confirm(ctx, c.words().Text(question)); err != nil {
		return err
	}
	removing, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	removed, err := opened.RemoveBackup(removing, id)
	if err != nil {
		return err
	}
	answer := backupAnswer{Schema: "latchkey.backup/1", BackupAnswer: removed, Removed: true}
	return c.answer(answer, func(out io.Writer) {
		line(out, "%s", c.words().Text("cli.backup.removed", "id", removed.ID))
	})
}
