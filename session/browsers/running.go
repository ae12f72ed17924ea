package browsers

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// desk is the part of the world that tells whether a browser runs.
type desk struct {
	host     string // name of this computer
	confined bool   // nothing outside a sandbox is seen
	programs func(context.Context) ([]program, error)
	holders  func(ctx context.Context, files []string) (bool, error)
	// between is called within a removal, for tests; nil: nothing is.
	between func(moment string)
}

// thisDesk is the computer that this program runs on.
func thisDesk() desk {
	host, _ := os.Hostname()
	return desk{host: host, confined: isConfined(), programs: programs, holders: holders}
}

// whyRuns tells why a profile counts as being in use; empty: it is not. In doubt it is. Three things are asked, and each alone is
// enough: the lock that the browser leaves, the programs that run, and who has the store open.
// Errors: the context's.
func (d desk) whyRuns(ctx context.Context, p Profile) (string, error) {
	running, err := d.programs(ctx)
	if ctx.Err() != nil {
		return "", fmt.Errorf("look for the browser: %w", ctx.Err())
	}
	if err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return whyUnseen, nil
	}
	why := ""
	if p.Family == FamilyFirefox {
		why = d.firefoxRuns(p, running)
	} else {
		why = d.chromiumRuns(p, running)
	}
	if why != "" {
		return why, nil
	}
	held, err := d.holders(ctx, p.Stores)
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("look for the browser: %w", ctx.Err())
	case err != nil:
		return whyUnseen, nil
	case held:
		return whyOpen, nil
	}
	return "", nil
}
