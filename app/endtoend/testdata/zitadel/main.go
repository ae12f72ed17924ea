// Command zitadel is a provider that nobody here wrote: the example provider of
// the Go module github.com/zitadel/oidc on a free port of loopback. It prints one
// JSON line with its issuer and its client, and ends with its input. It is for
// the end-to-end tests, and for nobody to sign in at.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

const clientID = "latchkey-lab"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	issuer := "http://" + listener.Addr().String() + "/"
	storage.RegisterClients(storage.NativeClient(clientID, "http://127.0.0.1/", "http://[::1]/"))
	users := storage.NewUserStore(issuer)
	lab := labStorage{Storage: storage.NewStorage(users), users: users}
	server := &http.Server{
		Handler:           exampleop.SetupServer(issuer, lab, slog.New(slog.DiscardHandler), false),
		ReadHeaderTimeout: 10 * time.Second,
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	if err := json.NewEncoder(os.Stdout).Encode(map[string]string{"issuer": issuer, "client": clientID}); err != nil {
		return fmt.Errorf("tell the issuer: %w", err)
	}
	return server.Serve(listener)
}

// labStorage gives the example's native client what it lacks: an address to
// return to after signing out, and a device grant that can be renewed.
type labStorage struct {
	*storage.Storage
	users storage.UserStore
}

// CompleteDeviceAuthorization is given the user's name by the example's page,
// and by the example's storage it is read as the user's id.
func (s labStorage) CompleteDeviceAuthorization(ctx context.Context, userCode, name string) error {
	user := s.users.GetUserByUsername(name)
	if user == nil {
		return errors.New("user not found")
	}
	return s.Storage.CompleteDeviceAuthorization(ctx, userCode, user.ID)
}

// CreateAccessAndRefreshTokens says whose tokens those of the device grant are,
// which the example's storage reads from the code flow's requests only.
func (s labStorage) CreateAccessAndRefreshTokens(ctx context.Context, request op.TokenRequest, current string) (string, string, time.Time, error) {
	if device, ok := request.(*op.DeviceAuthorizationState); ok {
		request = &storage.AuthRequest{ApplicationID: device.ClientID, UserID: device.Subject, Scopes: device.Scopes}
	}
	return s.Storage.CreateAccessAndRefreshTokens(ctx, request, current)
}

func (s labStorage) GetClientByClientID(ctx context.Context, id string) (op.Client, error) {
	client, err := s.Storage.GetClientByClientID(ctx, id)
	if err != nil {
		return nil, err
	}
	return labClient{client}, nil
}

type labClient struct{ op.Client }

func (c labClient) PostLogoutRedirectURIs() []string { return c.RedirectURIs() }

func (c labClient) GrantTypes() []oidc.GrantType {
	return append(c.Client.GrantTypes(), oidc.GrantTypeDeviceCode)
}
