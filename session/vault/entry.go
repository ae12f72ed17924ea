package vault

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// entryStore is the little that every storage can do: named entries of bytes.
// Every method returns within its context.
type entryStore interface {
	// get returns ErrNotFound when there is no such entry.
	get(ctx context.Context, name string) (secret, error)
	// set creates or replaces an entry.
	set(ctx context.Context, name string, value secret) error
	// remove deletes entries; those that do not exist are no error.
	remove(ctx context.Context, names ...string) error
	// check tells whether the storage can be used, without prompting.
	check(ctx context.Context) error
}

// setReader is a storage that reads all chunks of a generation at once.
type setReader interface {
	getSet(ctx context.Context, account string, generation uint64) ([]secret, error)
}

// lister is a storage that can name its entries without reading them.
type lister interface {
	list(ctx context.Context) ([]string, error)
}

// clearer is a storage that can drop all its entries without reading them.
type clearer interface {
	clear(ctx context.Context) error
}

// limiter is a storage that takes other entries than maxEntry bytes.
type limiter interface {
	entryLimit() int
}

// maxEntry bounds one entry in bytes: Windows takes 2,560 bytes, macOS about
// 2,900, and both less room for names.
const maxEntry = 2000

// indexName is the entry that lists the accounts.
const indexName = "index"

func headName(account string) string { return "head." + account }

func chunkName(account string, generation uint64, index int) string {
	return "chunk." + account + "." + strconv.FormatUint(generation, 36) + "." + strconv.Itoa(index)
}

// parseChunkName undoes chunkName.
func parseChunkName(name string) (account string, generation uint64, index int, ok bool) {
	rest, found := strings.CutPrefix(name, "chunk.")
	i := strings.LastIndexByte(rest, '.')
	if !found || i < 0 {
		return "", 0, 0, false
	}
	index, err := strconv.Atoi(rest[i+1:])
	if err != nil {
		return "", 0, 0, false
	}
	rest = rest[:i]
	if i = strings.LastIndexByte(rest, '.'); i < 1 {
		return "", 0, 0, false
	}
	generation, err = strconv.ParseUint(rest[i+1:], 36, 64)
	account = rest[:i]
	if err != nil || chunkName(account, generation, index) != name {
		return "", 0, 0, false
	}
	return account, generation, index, true
}

// checkAccount keeps names short, printable and safe as file names.
func checkAccount(account string) error {
	if account == "" || len(account) > 64 {
		return fmt.Errorf("account id has %d characters, want 1 to 64", len(account))
	}
	for _, r := range account {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		case strings.ContainsRune("._@-", r):
		default:
			return fmt.Errorf("account id has the character %q", r)
		}
	}
	return nil
}
