//go:build linux

package endtoend

import (
	"bufio"
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"latchkey/session/vault/vaulttest"
)

// desktop is the real window on a display of its own, worked with the keyboard.
type desktop struct {
	*world
	display string
	shots   string // folder for the pictures; kept when LATCHKEY_SHOTS names one
}

// tool gives the path of a program that the test needs.
func tool(t testing.TB, name, debian string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, "%s (Debian's package %s) is not installed", name, debian)
	}
	return path
}

// startDisplay starts an X server and gives its name.
func startDisplay(t testing.TB) string {
	t.Helper()
	command := exec.Command(tool(t, "Xvfb", "xvfb"), "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	number, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not tell its display: %v", err)
	}
	go func() { _, _ = io.Copy(io.Discard, output) }()
	return ":" + strings.TrimSpace(number)
}

func newDesktop(t testing.TB, env ...string) *desktop {
	t.Helper()
	binary := os.Getenv("LATCHKEY_DESKTOP_BIN")
	if binary == "" {
		missing(t, "LATCHKEY_DESKTOP_BIN names no desktop build")
	}
	tool(t, "xdotool", "xdotool")
	tool(t, "import", "imagemagick")
	d := &desktop{display: startDisplay(t), shots: os.Getenv("LATCHKEY_SHOTS")}
	d.world = newWorld(t, append(env, "DISPLAY="+d.display, "LIBGL_ALWAYS_SOFTWARE=1")...)
	if d.shots == "" {
		d.shots = t.TempDir()
	}
	d.settings("appearance = \"light\"\n") // there is no desktop here that says which
	return d
}

// open starts the window and waits until it draws.
func (d *desktop) open(args ...string) {
	d.t.Helper()
	command := exec.Command(os.Getenv("LATCHKEY_DESKTOP_BIN"), args...)
	command.Env = d.env
	var talk bytes.Buffer
	command.Stderr = &talk
	if err := command.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
		if text := talk.String(); strings.Contains(text, "Error in Fyne call thread") {
			d.t.Errorf("the window was touched from a wrong thread:\n%s", text)
		}
	})
	eventually(d.t, 30*time.Second, "a window", func() bool {
		return d.x("search", "--onlyvisible", "--name", "Latchkey") != ""
	})
	d.x("search", "--onlyvisible", "--name", "Latchkey", "windowmove", "0", "0", "windowfocus", "--sync")
}

// x runs xdotool and gives what it prints.
func (d *desktop) x(args ...string) string {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	command := exec.CommandContext(ctx, "xdotool", args...)
	command.Env = d.env
	output, _ := command.Output() // a window that is not there yet is an exit code
	return strings.TrimSpace(string(output))
}

func (d *desktop) key(names ...string) {
	d.t.Helper()
	for _, name := range names {
		d.x("key", "--clearmodifiers", name)
	}
}

// picture takes a picture of the display and keeps it under a name.
func (d *desktop) picture(name string) image.Image {
	d.t.Helper()
	path := filepath.Join(d.shots, name+".png")
	command := exec.Command("import", "-window", "root", path)
	command.Env = d.env
	if output, err := command.CombinedOutput(); err != nil {
		d.t.Fatalf("take a picture: %v: %s", err, output)
	}
	file, err := os.Open(path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	picture, err := png.Decode(file)
	if err != nil {
		d.t.Fatal(err)
	}
	return picture
}

// goodSign is the green of the state sign in the header, light theme.
var goodSign = color.NRGBA{0x1B, 0x85, 0x48, 0xFF}

// showsSign says whether the state sign in the page header has a color.
func (d *desktop) showsSign(name string, want color.NRGBA) bool {
	d.t.Helper()
	picture := d.picture(name)
	hits := 0
	for y := 28; y < 60; y++ {
		for x := 246; x < 278; x++ {
			got := color.NRGBAModel.Convert(picture.At(x, y)).(color.NRGBA)
			if got == want {
				hits++
			}
		}
	}
	return hits > 100
}

// accent is the fill of the primary button, light theme.
var accent = color.NRGBA{0x35, 0x49, 0xC2, 0xFF}

// primary says whether a primary button stands at the top right: while work runs
// or a dialog is open, none does.
func (d *desktop) primary(name string) bool {
	d.t.Helper()
	picture := d.picture(name)
	return color.NRGBAModel.Convert(picture.At(960, 34)) == accent
}

// focusUndo moves the focus to Undo, beside the result's primary button. Which of
// them has it at first depends on what was known of the session when the result
// was drawn, so the ring is looked for: a blue line at Undo's left edge.
func (d *desktop) focusUndo() {
	d.t.Helper()
	ring := func() bool {
		at := color.NRGBAModel.Convert(d.picture("5-undo").At(748, 48)).(color.NRGBA)
		return int(at.B)-int(at.R) > 60
	}
	seen := 0 // twice in turn: a key that was pressed before has had its effect
	eventually(d.t, 20*time.Second, "the focus on Undo", func() bool {
		if ring() {
			seen++
			return seen == 2
		}
		seen = 0
		d.key("shift+Tab")
		return false
	})
}

// Proof (d): the desktop build under Xvfb: start, sign in through Chromium, see
// Home change, recheck, reset, undo, all by keyboard.
func TestTheWindowDoesTheMainJob(t *testing.T) {
	d := newDesktop(t, vaulttest.StartKeyring(t)...)
	next := d.opener()
	server := startDemo(t)
	d.provide(server.Issuer(), server.ClientID(), server.RightsURL())
	browser := startChromium(t)

	d.open()
	eventually(t, 20*time.Second, "drawn", func() bool { return !plain(d.picture("1-signed-out")) })
	d.key("Return") // the primary button has the focus: Sign in
	browser.visit(next())
	browser.click("#person-mila")
	browser.shows("You’re signed in")
	eventually(t, 20*time.Second, "green on Home", func() bool { return d.primary("2-signed-in") && d.showsSign("2-signed-in", goodSign) })

	if err := server.Control().Grant("mila", d.rightIn("denied")); err != nil {
		t.Fatal(err)
	}
	asked := server.Control().Counts()["rights"]
	d.key("F5")
	eventually(t, 20*time.Second, "asked again", func() bool { return server.Control().Counts()["rights"] > asked })
	eventually(t, 20*time.Second, "the difference", func() bool { return d.primary("3-rechecked") })
	if again := server.Control().Counts()["rights"] - asked; again != 1 {
		t.Errorf("the provider was asked %d times, although the first answer made the difference", again)
	}

	file := filepath.Join(d.home, "state", "login_session.json")
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d.key("ctrl+3")
	eventually(t, 10*time.Second, "Apps", func() bool { return d.primary("4-apps") })
	d.key("Return")                                                                        // Reset…
	eventually(t, 10*time.Second, "the plan", func() bool { return !d.primary("4-plan") }) // under the dialog's scrim
	d.key("Tab", "Return")                                                                 // from Cancel to the verb
	eventually(t, 20*time.Second, "the session file in a backup", func() bool { return !exists(file) })
	eventually(t, 20*time.Second, "the result", func() bool { return d.primary("5-reset") }) // the file goes before the job is done
	d.focusUndo()
	d.key("Return")
	eventually(t, 20*time.Second, "the session file back", func() bool { return exists(file) })
	after, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(before, after) {
		t.Fatalf("undo did not give the same bytes back: %v", err)
	}
	d.key("ctrl+1")
	eventually(t, 20*time.Second, "green on Home again", func() bool { return d.showsSign("6-undone", goodSign) })
}

// The demo's window offers the people to sign in as.
func TestTheDemoWindowOpens(t *testing.T) {
	d := newDesktop(t)
	d.open("demo")
	eventually(t, 20*time.Second, "drawn", func() bool { return !plain(d.picture("demo")) })
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// plain says whether a picture has one color only, as before the first frame.
func plain(picture image.Image) bool {
	bounds := picture.Bounds()
	first := picture.At(bounds.Min.X+300, bounds.Min.Y+300)
	colors := map[color.Color]bool{first: true}
	for y := bounds.Min.Y; y < bounds.Max.Y; y += 4 {
		for x := bounds.Min.X; x < bounds.Max.X; x += 4 {
			colors[picture.At(x, y)] = true
		}
	}
	return len(colors) < 8
}

// rightIn gives a right of Mila's in a state.
func (d *desktop) rightIn(state string) string {
	d.t.Helper()
	for _, right := range d.run("rights", "--json").object(d.t)["rights"].([]any) {
		if one := right.(map[string]any); one["state"] == state {
			return one["id"].(string)
		}
	}
	d.t.Fatalf("no right is %s", state)
	return ""
}
