package cli

import (
	"context"
	"io"
	"net"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"latchkey/app/core"
	"latchkey/auth/demoidp"
)

type demoOptions struct {
	tour   bool
	list   bool
	port   int
	home   string
	faults []string
}

// demoAnswer is latchkey.demo/1: where the demo runs.
type demoAnswer struct {
	Schema   string       `json:"schema"`
	Issuer   string       `json:"issuer"`
	Control  string       `json:"control_url"`
	Rights   string       `json:"rights_url"`
	ClientID string       `json:"client_id"`
	Provider string       `json:"provider"`
	Home     string       `json:"home"`
	Faults   []string     `json:"faults"`
	People   []demoPerson `json:"people"`
	Staged   []demoStaged `json:"staged"`
}

// demoStaged is a cause that the demo was brought to.
type demoStaged struct {
	Name    string `json:"name"`
	About   string `json:"about"`
	Finds   string `json:"finds"`   // a problem's code; empty: nothing that the doctor could find
	Fix     string `json:"fix"`     // what mends it then
	Command string `json:"command"` // finds out why, in another terminal
}

type demoPerson struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
	About string `json:"about"`
}

func newDemoCommand(c *call) *cobra.Command {
	var o demoOptions
	cmd := &cobra.Command{
		Use: "demo [--tour] [--port N] [--home DIR] [--fault NAME]... [--list-faults]", Args: arguments(0, 0), Annotations: answersJSON(),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), c) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&o.tour, "tour", false, "")
	flags.IntVar(&o.port, "port", 0, "")
	flags.StringVar(&o.home, "home", "", "")
	flags.StringSliceVar(&o.faults, "fault", nil, "")
	flags.BoolVar(&o.list, "list-faults", false, "")
	valueName(cmd, "home", "DIR")
	valueName(cmd, "fault", "NAME")
	completeFlag(cmd, "fault", choices(faultNames()...))
	return cmd
}

func (o demoOptions) run(ctx context.Context, c *call) error {
	if o.list {
		return listFaults(c)
	}
	causes, err := o.causes()
	if err != nil {
		return err
	}
	clock := &demoClock{}
	server, err := o.start(ctx, clock, causes)
	if err != nil {
		return err
	}
	defer func() { _ = server.Close() }()
	home, err := makeDemoHome(o.home)
	if err != nil {
		return err
	}
	defer home.remove()
	if o.tour && !home.empty() {
		return &usageError{key: "home_not_empty", pairs: []any{"folder", home.folder}, command: "latchkey demo"}
	}
	if o.tour {
		return runTour(ctx, c, server, home, o.faults)
	}
	return o.stay(ctx, c, &demoScene{server: server, home: home, stage: &demoStage{}, clock: clock}, causes)
}

// stay keeps the provider running: with a window until it is closed, else until Ctrl-C.
func (o demoOptions) stay(ctx context.Context, c *call, scene *demoScene, causes []rehearsal) error {
	defer scene.end()
	if err := scene.begin(ctx, c, causes); err != nil {
		return err
	}
	if c.Window != nil && !c.globals.json {
		err := c.Window(ctx, Window{Jobs: scene.jobs, Demo: scene.stage.window(scene.jobs)})
		if err == nil || ctx.Err() != nil {
			return ctx.Err()
		}
		c.say("cli.root.window_failed", "problem", err.Error())
	}
	answer := describeDemo(scene.server, scene.home, o.faults)
	answer.Staged = scene.staged(causes, c.words())
	if err := c.answer(answer, func(out io.Writer) { writeDemo(out, c, answer) }); err != nil {
		return err
	}
	c.say("cli.demo.waiting")
	<-ctx.Done()
	if scene.home.temporary {
		c.say("cli.demo.ended")
	}
	return codeOnly(core.ExitCancelled)
}

// causes are those that were named. A tour is about the provider's faults alone.
func (o demoOptions) causes() ([]rehearsal, error) {
	if o.port < 0 || o.port > 65535 {
		return nil, &usageError{key: "bad_value", pairs: []any{"flag", "--port", "value", o.port}, command: "latchkey demo"}
	}
	causes := chosenRehearsals(o.faults)
	for _, name := range o.faults {
		cause, known := rehearsalNamed(name)
		if !known || o.tour && cause.group == groupComputer {
			return nil, unknownFault(name, faultNames())
		}
	}
	if !o.tour && excludeEachOther(causes) {
		return nil, &usageError{
			key: "faults_exclude", pairs: []any{"faults", strings.Join(o.faults, ", ")}, command: "latchkey demo", list: "latchkey demo --list-faults",
		}
	}
	return causes, nil
}

// start runs the provider on loopback; for a tour, with its faults switched on.
func (o demoOptions) start(ctx context.Context, clock *demoClock, causes []rehearsal) (*demoidp.Server, error) {
	options := demoidp.Options{Addr: net.JoinHostPort("127.0.0.1", strconv.Itoa(o.port)), Now: clock.now}
	for _, cause := range causes {
		if cause.group == "renewal" && !o.tour {
			options.AccessLifetime = soonEnded
		}
		if cause.ago > 0 {
			options.RefreshLifetime = longLived
		}
	}
	server, err := demoidp.Start(ctx, options)
	if err != nil {
		if o.port != 0 {
			return nil, &usageError{key: "port_taken", pairs: []any{"port", o.port}, command: "latchkey demo"}
		}
		return nil, err
	}
	for _, cause := range causes {
		if !o.tour {
			break
		}
		if err := server.Control().Fault(cause.name, true); err != nil {
			_ = server.Close()
			return nil, err
		}
	}
	return server, nil
}

func describeDemo(server *demoidp.Server, home demoHome, faults []string) demoAnswer {
	answer := demoAnswer{
		Schema: "latchkey.demo/1", Issuer: server.Issuer(), Control: server.ControlURL(), Rights: server.RightsURL(),
		ClientID: server.ClientID(), Provider: demoProvider, Home: home.folder, Faults: append([]string{}, faults...),
		People: []demoPerson{}, Staged: []demoStaged{},
	}
	for _, person := range demoidp.People() {
		answer.People = append(answer.People, demoPerson{ID: person.ID, Name: person.Name, Email: person.Email, About: person.About})
	}
	return answer
}

func writeDemo(out io.Writer, c *call, answer demoAnswer) {
	w := c.words()
	line(out, "%s", w.Text("cli.demo.title"))
	facts(out, [][2]string{
		{w.Text("cli.demo.issuer"), answer.Issuer},
		{w.Text("cli.demo.control"), answer.Control},
		{w.Text("cli.demo.home"), answer.Home},
	})
	line(out, "\n%s", w.Text("cli.demo.people"))
	rows := [][]string{}
	for _, person := range answer.People {
		about := person.About
		if key := "cli.demo.about." + person.ID; w.Has(key) {
			about = w.Text(key)
		}
		rows = append(rows, []string{"  " + person.ID, person.Name, about})
	}
	table(out, rows)
	if len(answer.Staged) > 0 {
		writeStaged(out, w, answer.Staged)
		return
	}
	line(out, "\n%s\n  LATCHKEY_HOME=%s latchkey sign-in", w.Text("cli.demo.try"), answer.Home)
}
