package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
	"latchkey/auth/demoidp"
	"latchkey/session/vault"
)

// tour performs the whole story on loopback: each step is the command that a
// person would type, really run by Run, and then checked against what core and
// the provider say. Nothing is staged but the person, whom a user agent plays.
type tour struct {
	call    *call
	words   assets.Words
	out     io.Writer
	core    *core.Core
	control *demoidp.Control
	env     func(string) string

	seen    memory
	results []tourResult
}

// memory is what later steps compare with.
type memory struct {
	rights  core.RightsAnswer
	whole   []byte // the session file before it was damaged
	damaged []byte
}

// tourStep is one part of the story.
type tourStep struct {
	name   string                                   // of its words: cli.tour.NAME
	before func(*tour) error                        // what happens in the world first
	args   []string                                 // the command
	exit   int                                      // its exit code
	check  func(context.Context, *tour, tell) error // whether it did what it says
}

// tell is what a command said: its answer in the person's words.
type tell struct{ text string }

// tourResult is a step in latchkey.demo-tour/1.
type tourResult struct {
	Step    string `json:"step"`
	Command string `json:"command"`
	Exit    int    `json:"exit"`
	OK      bool   `json:"ok"`
	Problem string `json:"problem,omitempty"`
}

// tourAnswer is latchkey.demo-tour/1.
type tourAnswer struct {
	Schema         string       `json:"schema"`
	OK             bool         `json:"ok"`
	Steps          []tourResult `json:"steps"`
	ElapsedSeconds float64      `json:"elapsed_seconds"`
}

// tourPerson is who the tour signs in as.
const tourPerson = "mila"

func runTour(ctx context.Context, c *call, server *demoidp.Server, home demoHome, faults []string) error {
	ctx, cancel := c.within(ctx, time.Minute)
	defer cancel()
	// The browser goes on in the background, as a real one does.
	browser := &demoidp.UserAgent{Person: tourPerson, Background: true}
	options := home.options(c, browser.Open)
	options.Storage = vault.Memory
	opened, err := c.Open(options)
	if err != nil {
		return err
	}
	if err := home.furnish(ctx, opened, server, faults); err != nil {
		return err
	}
	t := &tour{
		call: c, words: c.words(), out: c.Out, core: opened, control: server.Control(), env: home.env(c.Env),
	}
	if c.globals.json {
		t.out = io.Discard
	}
	started := c.Now()
	t.narrate("intro", "issuer", server.Issuer())
	failed := t.perform(ctx)
	answer := tourAnswer{
		Schema: "latchkey.demo-tour/1", OK: failed == nil, Steps: t.results, ElapsedSeconds: c.Now().Sub(started).Seconds(),
	}
	if err := c.answer(answer, func(out io.Writer) {
		if failed == nil {
			line(out, "%s", t.words.Text("cli.tour.end", "n", len(t.results), "seconds", fmt.Sprintf("%.1f", answer.ElapsedSeconds)))
		}
	}); err != nil {
		return err
	}
	return answered(failed)
}

// perform walks through the steps and stops at the first that does not hold.
func (t *tour) perform(ctx context.Context) error {
	for _, step := range tourSteps() {
		if err := t.step(ctx, step); err != nil {
			return err
		}
	}
	return nil
}

func (t *tour) step(ctx context.Context, step tourStep) error {
	t.narrate(step.name)
	command := "latchkey " + strings.Join(step.args, " ")
	line(t.out, "$ %s", command)
	result := tourResult{Step: step.name, Command: command}
	err := func() error {
		if step.before != nil {
			if err := step.before(t); err != nil {
				return err
			}
		}
		var said bytes.Buffer
		result.Exit = t.run(ctx, step.args, &said)
		_, _ = t.out.Write(said.Bytes())
		if result.Exit != step.exit {
			return fmt.Errorf("exit code %d, want %d", result.Exit, step.exit)
		}
		return step.check(ctx, t, tell{said.String()})
	}()
	line(t.out, "")
	result.OK = err == nil
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	if err != nil {
		result.Problem = err.Error()
		err = fmt.Errorf("tour step %s: %w", step.name, err)
	}
	t.results = append(t.results, result)
	return err
}

// run is the command line itself, in the demo's home and on the tour's core,
// because memory storage lives as long as the core that opened it.
func (t *tour) run(ctx context.Context, args []string, out io.Writer) int {
	return Run(ctx, Program{
		Args: append(args, "--lang", t.words.Language()), In: strings.NewReader(""), Out: out, Err: out,
		Env: t.env, Version: t.call.Version, Now: t.call.Now,
		Open: func(Options) (*core.Core, error) { return t.core, nil },
	})
}

// narrate says what comes next.
func (t *tour) narrate(name string, pairs ...any) {
	line(t.out, "# %s", strings.ReplaceAll(t.words.Text("cli.tour."+name, pairs...), "\n", "\n# "))
}
