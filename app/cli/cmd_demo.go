package cli

import (
	"context"
	"io"
	"net"
	"slices"
	"strconv"

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
	server, err := o.start(ctx)
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
	return o.stay(ctx, c, server, home)
}

// stay keeps the provider running: with a window until it is closed, else until Ctrl-C.
func (o demoOptions) stay(ctx context.Context, c *call, server *demoidp.Server, home demoHome) error {
	stage := &demoStage{}
	opened, err := c.Open(home.options(c, stage.open))
	if err != nil {
		return err
	}
	if err := home.furnish(ctx, opened, server, o.faults); err != nil {
		return err
	}
	if c.Window != nil && !c.globals.json {
		err := c.Window(ctx, Window{Jobs: opened, Demo: stage.window(opened)})
		if err == nil || ctx.Err() != nil {
			return ctx.Err()
		}
		c.say("cli.root.window_failed", "problem", err.Error())
	}
	answer := describeDemo(server, home, o.faults)
	if err := c.answer(answer, func(out io.Writer) { writeDemo(out, c, answer) }); err != nil {
		return err
	}
	c.say("cli.demo.waiting")
	<-ctx.Done()
	if home.temporary {
		c.say("cli.demo.ended")
	}
	return codeOnly(core.ExitCancelled)
}

// start runs the provider on loopback, with its faults switched on.
func (o demoOptions) start(ctx context.Context) (*demoidp.Server, error) {
	if o.port < 0 || o.port > 65535 {
		return nil, &usageError{key: "bad_value", pairs: []any{"flag", "--port", "value", o.port}, command: "latchkey demo"}
	}
	known := faultNames()
	for _, fault := range o.faults {
		if !slices.Contains(known, fault) {
			return nil, unknownFault(fault, known)
		}
	}
	server, err := demoidp.Start(ctx, demoidp.Options{Addr: net.JoinHostPort("127.0.0.1", strconv.Itoa(o.port))})
	if err != nil {
		if o.port != 0 {
			return nil, &usageError{key: "port_taken", pairs: []any{"port", o.port}, command: "latchkey demo"}
		}
		return nil, err
	}
	for _, fault := range o.faults {
		if err := server.Control().Fault(fault, true); err != nil {
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
		People: []demoPerson{},
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
	line(out, "\n%s\n  LATCHKEY_HOME=%s latchkey sign-in", w.Text("cli.demo.try"), answer.Home)
}
