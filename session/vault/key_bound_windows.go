package vault

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// boundEntropy keeps other programs of the same user from opening a key by
// handing our file to CryptUnprotectData without knowing what it is. It is no
// secret, and no name space: one key file serves several.
const boundEntropy = "latchkey key file 1"

// bindKey has Windows encrypt the key for this user (DPAPI, CryptProtectData),
// and puts the magic before it.
func bindKey(key secret) (secret, error) {
	bound, err := protect(key, windows.CryptProtectData)
	if err != nil {
		return nil, fmt.Errorf("bind key to the user: %w", err)
	}
	return append(secret(boundMagic), bound...), nil
}

// unbindKey undoes bindKey, without its magic.
func unbindKey(bound secret) (secret, error) {
	key, err := protect(bound, func(in *windows.DataBlob, _ *uint16, entropy *windows.DataBlob, reserved uintptr,
		prompt *windows.CryptProtectPromptStruct, flags uint32, out *windows.DataBlob,
	) error {
		return windows.CryptUnprotectData(in, nil, entropy, reserved, prompt, flags, out)
	})
	if err != nil {
		return nil, fmt.Errorf("open key of the user: %w", err)
	}
	return key, nil
}

// crypt is the form of CryptProtectData.
type crypt func(in *windows.DataBlob, name *uint16, entropy *windows.DataBlob, reserved uintptr,
	prompt *windows.CryptProtectPromptStruct, flags uint32, out *windows.DataBlob) error

// protect runs one of the two calls, never with a question on the screen.
func protect(data secret, call crypt) (secret, error) {
	entropy := []byte(boundEntropy)
	var out windows.DataBlob
	err := call(blobOf(data), nil, blobOf(entropy), 0, nil, windows.CRYPTPROTECT_UI_FORBIDDEN, &out)
	if err != nil {
		return nil, windowsError(err, dpapiCause)
	}
	defer func() { _, _ = windows.LocalFree(windows.Handle(unsafe.Pointer(out.Data))) }()
	result := unsafe.Slice(out.Data, out.Size)
	defer clear(result)
	return append(secret{}, result...), nil
}

func blobOf(data []byte) *windows.DataBlob {
	return &windows.DataBlob{Size: uint32(len(data)), Data: unsafe.SliceData(data)}
}
