//go:build linux

package ports

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestHolderNamesAListeningProgram(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"127.0.0.1:0", "[::1]:0"} {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			t.Logf("%s: %v", address, err) // a computer without IPv6
			continue
		}
		port := listener.Addr().(*net.TCPAddr).Port
		program, pid, ok := Holder(port)
		if !ok || pid != os.Getpid() || program == "" {
			t.Errorf("%s: %q %d %v", address, program, pid, ok)
		}
		if err := listener.Close(); err != nil {
			t.Fatal(err)
		}
		if program, _, ok := Holder(port); ok {
			t.Errorf("%s: %q still holds a closed port", address, program)
		}
	}
}

// fakeProc has one process with one socket, 77.
func fakeProc(t *testing.T, table, comm string) string {
	t.Helper()
	proc := t.TempDir()
	for name, content := range map[string]string{"net/tcp": table, "41/comm": comm, "self/comm": "self\n"} {
		path := filepath.Join(proc, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(proc, "41/fd"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("socket:[77]", filepath.Join(proc, "41/fd/3")); err != nil {
		t.Fatal(err)
	}
	return proc
}

func TestHolderReadsTheTableWithCare(t *testing.T) {
	t.Parallel()
	const head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
	for _, c := range []struct {
		name, table, comm, want string
	}{
		{"listening", head + "0: 0100007F:1F90 00000000:0000 0A 0:0 00:0 0 1000 0 77 1\n", "thing\n", "thing"},
		{"a name that paints", head + "0: 0100007F:1F90 00000000:0000 0A 0:0 00:0 0 1000 0 77 1\n", "a\x1b[31m\u202eb\n", "a[31mb"},
		{"connected, not listening", head + "0: 0100007F:1F90 0100007F:0050 01 0:0 00:0 0 1000 0 77 1\n", "thing\n", ""},
		{"another port", head + "0: 0100007F:1F91 00000000:0000 0A 0:0 00:0 0 1000 0 77 1\n", "thing\n", ""},
		{"another person's socket", head + "0: 0100007F:1F90 00000000:0000 0A 0:0 00:0 0 1000 0 78 1\n", "thing\n", ""},
		{"a short line", head + "0: 0100007F:1F90\n", "thing\n", ""},
		{"no table", "", "thing\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			program, pid, ok := holderIn(fakeProc(t, c.table, c.comm), 8080)
			if program != c.want || ok != (c.want != "") || ok && pid != 41 {
				t.Fatalf("got %q %d %v", program, pid, ok)
			}
		})
	}
}
