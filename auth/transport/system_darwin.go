package transport

import (
	"context"
	"net/url"
	"os/exec"
	"sync"
	"time"
)

const (
	scutilLimit  = 2 * time.Second
	scutilOutput = 64 << 10
)

// System returns what asks this computer for its proxies: on macOS scutil,
// once per process. The zero Decision means that it says nothing.
func System(func(string) string) func(ctx context.Context, target *url.URL) Decision {
	proxies := sync.OnceValue(readScutil)
	return func(_ context.Context, target *url.URL) Decision { return proxies().Decide(target) }
}

func readScutil() ScutilProxies {
	ctx, cancel := context.WithTimeout(context.Background(), scutilLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, "/usr/sbin/scutil", "--proxy")
	cmd.Env = []string{}
	output, err := cmd.Output()
	if err != nil {
		return ScutilProxies{}
	}
	return ParseScutil(string(output[:min(len(output), scutilOutput)]))
}
