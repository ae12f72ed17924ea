package browsers

import "os"

// tidy takes away the files that SQLite made beside a store in order to read it: the index of the log, and the log where it is empty.
// Windows does not remove what another program has open.
func tidy(store string, there map[string]bool) {
	for _, path := range madeSince(store, there) {
		_ = os.Remove(path)
	}
}
