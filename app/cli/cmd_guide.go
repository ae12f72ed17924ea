package cli

import (
	"context"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/app/present"
)

type guideOptions struct {
	account, address string
	answers          []string // STEP=ANSWER
	look, letter     bool

	words string // a symptom's id, or what a person would say
	said  map[string]string
}

// walkTimeout bounds a walk through the steps: some of them take a while.
const walkTimeout = time.Hour

// guideAnswers are what can be said of a step.
var guideAnswers = []string{"done", "yes", "no", "skipped", "solved"}

func newGuideCommand(c *call) *cobra.Command {
	var o guideOptions
	cmd := &cobra.Command{
		Use: "guide [SYMPTOM|WORDS...] [--answer STEP=ANSWER]... [--letter]", Args: atLeast(0), Annotations: answersJSON(),
		DisableFlagsInUseLine: true, ValidArgsFunction: c.completeSymptoms,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.words = strings.Join(args, " ")
			return o.run(cmd.Context(), c)
		},
	}
	addAccountFlag(cmd, &o.account, c)
	flags := cmd.Flags()
	flags.StringSliceVar(&o.answers, "answer", nil, "")
	flags.StringVar(&o.address, "address", "", "")
	flags.BoolVar(&o.look, "look", true, "")
	flags.BoolVar(&o.letter, "letter", false, "")
	valueName(cmd, "answer", "STEP=ANSWER")
	valueName(cmd, "address", "E-MAIL")
	return cmd
}

func (o guideOptions) run(ctx context.Context, c *call) error {
	if err := o.readAnswers(); err != nil {
		return err
	}
	opened, err := c.core()
	if err != nil {
		return err
	}
	if err := c.knowsAccount(ctx, opened, o.account); err != nil {
		return err
	}
	switch {
	case o.words == "" && o.letter:
		return o.plainLetter(ctx, c, opened)
	case o.words == "" && o.address != "" && len(o.said) == 0:
		return o.writeAddress(c, opened)
	}
	found, err := o.find(ctx, c, opened)
	if err != nil {
		return err
	}
	switch {
	case len(found.Symptoms) == 1 && o.words != "":
		return o.open(ctx, c, opened, found.Symptoms[0].ID)
	case len(o.said) > 0 || o.letter: // about which of them
		return &usageError{key: "which_symptom", command: "latchkey guide", list: "latchkey guide"}
	}
	return c.answer(found, func(out io.Writer) { writeSymptoms(out, c, found) })
}

// find gives the symptoms that the words mean: the one with that id, else what a
// search finds, best first; without words all of them.
func (o guideOptions) find(ctx context.Context, c *call, opened *core.Core) (core.GuideAnswer, error) {
	ctx, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	all, err := opened.Guide(ctx, core.GuideOptions{Language: c.language()})
	if err != nil || o.words == "" {
		return all, err
	}
	ids := []string{}
	for _, symptom := range all.Symptoms {
		if ids = append(ids, symptom.ID); symptom.ID == o.words {
			all.Symptoms = []core.SymptomAnswer{symptom}
			return all, nil
		}
	}
	found, err := opened.Guide(ctx, core.GuideOptions{Query: o.words, Language: c.language()})
	if err != nil || len(found.Symptoms) > 0 {
		return found, err
	}
	err = &core.UnknownSymptomError{ID: present.OneLine(o.words)}
	if near := nearest(o.words, ids); near != "" {
		err = &hintedError{error: err, hint: "latchkey guide " + near}
	}
	return found, err
}

// open shows one symptom: as a walk where somebody sits at a terminal.
func (o guideOptions) open(ctx context.Context, c *call, opened *core.Core, symptom string) error {
	if !c.globals.json && !o.letter && len(o.said) == 0 && c.isConversation() {
		return o.walk(ctx, c, opened, symptom)
	}
	ctx, cancel := c.within(ctx, usualTimeout)
	defer cancel()
	if o.look && !o.letter && !c.globals.json {
		c.say("cli.guide.looking")
	}
	answer, err := o.stand(ctx, c, opened, symptom, nil)
	if err != nil {
		return err
	}
	if o.letter {
		return c.writeLetter(symptom, letterOf(answer))
	}
	if o.words != symptom {
		answer.Query = o.words // what was said, and led here
	}
	return c.answer(answer, func(out io.Writer) { writeGuide(out, c, answer) })
}

// stand is how the steps of a symptom stand, with what was said and is known.
func (o guideOptions) stand(ctx context.Context, c *call, opened *core.Core, symptom string, known *core.DoctorAnswer) (core.GuideAnswer, error) {
	answer, err := opened.Guide(ctx, core.GuideOptions{
		Symptom: symptom, Language: c.language(), Account: o.account, Answers: o.said, Address: o.address,
		Look: o.look && !o.letter && known == nil, Known: known,
	})
	for i := range answer.Steps {
		fix := answer.Steps[i].Fix
		if present.WordFix(fix, c.words()); fix != nil && fix.ID == core.MendSupport {
			fix.Command = bundleCommand(symptom)
		}
	}
	return answer, err
}

// bundleCommand makes a report for support that says what it is about.
func bundleCommand(symptom string) string { return "latchkey support-bundle --symptom " + symptom }

// isConversation says whether somebody sits here who sees and answers: nobody
// does where the answer goes into a file or another program.
func (c *call) isConversation() bool {
	out, isFile := c.Out.(*os.File)
	return c.InTerminal && c.In != nil && (!isFile || IsTerminal(out))
}

func (o *guideOptions) readAnswers() error {
	o.said = map[string]string{}
	for _, given := range o.answers {
		step, said, _ := strings.Cut(given, "=")
		if step == "" || !slices.Contains(guideAnswers, said) {
			return &usageError{
				key: "bad_value", pairs: []any{"flag", "--answer", "value", given}, command: "latchkey guide", choices: answersFor(step),
			}
		}
		o.said[step] = said
	}
	return nil
}

func answersFor(step string) []string {
	if step == "" {
		step = "STEP"
	}
	choices := []string{}
	for _, said := range guideAnswers {
		choices = append(choices, step+"="+said)
	}
	return choices
}

// completeSymptoms offers the symptoms.
func (c *call) completeSymptoms(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	opened, err := c.core()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	known, _ := opened.Guide(cmd.Context(), core.GuideOptions{Language: c.language()})
	names := []string{}
	for _, symptom := range known.Symptoms {
		names = append(names, symptom.ID+"\t"+present.OneLine(symptom.Title))
	}
	return names, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}
