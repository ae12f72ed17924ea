package app

import (
	"context"

	"latchkey/app/core"
	"latchkey/app/present"
)

// act does what a tap asks for. It is the one place where a page's actions meet
// core's jobs.
func (w *Window) act(action present.Action, argument string) {
	w.remember(action)
	switch action {
	case present.DoSignIn:
		w.signIn(core.SignInOptions{}, "")
	case present.DoSignInFresh:
		w.signIn(core.SignInOptions{Fresh: true}, "")
	case present.DoSignInOther:
		w.signIn(core.SignInOptions{Choose: true}, "")
	case present.DoUseBrowser:
		w.cancelWork()
		w.signIn(core.SignInOptions{}, "")
	case present.DoUseCode:
		w.cancelWork()
		w.signIn(core.SignInOptions{Device: true}, "")
	case present.DoCancel:
		w.cancel()
	case present.DoSignOut:
		w.signOut(argument)
	case doSignInAs:
		w.signIn(core.SignInOptions{}, argument)
	default:
		w.actOnState(action, argument)
	}
}

// actOnState are the actions on rights, resets and backups.
func (w *Window) actOnState(action present.Action, argument string) {
	switch action {
	case present.DoRecheck:
		w.recheck("")
	case present.DoRecheckFurther:
		w.recheck(argument)
	case present.DoTryAgain:
		w.tryAgain()
	case present.DoResetSession:
		w.planReset(core.ScopeSession)
	case present.DoResetRights:
		w.planReset(core.ScopeRights)
	case present.DoResetBrowser:
		w.plan(core.ResetRequest{Scopes: []string{core.ScopeBrowser}, ParentDomains: argument == present.WithParents})
	case present.DoResetTicked:
		w.planTicked()
	case present.DoResetAgain:
		w.planReset(w.result().Retry...)
	case present.DoUndo:
		w.undo(argument)
	case present.DoRemoveBackup:
		w.confirmRemoval(argument)
	default:
		w.actOnWindow(action, argument)
	}
}

// actOnWindow are the actions that change no session.
func (w *Window) actOnWindow(action present.Action, argument string) {
	switch action {
	case present.DoShowRights:
		w.open(present.PageRights)
	case present.DoShowApps:
		w.open(present.PageApps)
	case present.DoShowHome:
		w.open(present.PageHome)
	case present.DoShowSettings:
		w.open(present.PageSettings)
	case present.DoShowAbout:
		w.about = true
		w.render()
	case present.DoChooseProvider:
		w.chooseProvider()
	case present.DoContinue:
		w.continueWith(w.home.selected)
	case present.DoLookUp:
		w.lookUp()
	case present.DoCopy:
		w.deps.Copy(argument)
	case present.DoOpenAgain:
		w.openAgain(argument)
	case present.DoPaste:
		w.paste(argument)
	case present.DoOpenLink:
		w.outside(func(ctx context.Context) error { return w.deps.OpenURL(ctx, argument) })
	case present.DoShowFolder:
		w.outside(func(ctx context.Context) error { return w.deps.OpenFolder(ctx, argument) })
	default:
		w.actOnComputer(action, argument)
	}
}

// actOnRights are the pages behind the list of the access rights.
func (w *Window) actOnRights(action present.Action) {
	switch action {
	case present.DoShowDetails:
		w.showDetails()
	case present.DoShowHistory:
		w.showHistory()
	case present.DoShowBrowsers:
		w.showBrowsers()
	case present.DoWriteMessage:
		w.writeMessage()
	case present.DoPrepare:
		w.askPrepare()
	}
}

// actOnComputer are the actions on apps and on the place of the secrets.
func (w *Window) actOnComputer(action present.Action, argument string) {
	switch action {
	case present.DoShowSteps:
		w.showSteps(argument)
	case present.DoKnownApps:
		w.showKnownApps()
	case present.DoUnlock:
		w.unlock()
	case present.DoChooseStorage:
		w.chooseStorage()
	case present.DoMoveStorage:
		w.planMove()
	case present.DoResetScope:
		w.planReset(argument)
	default:
		w.actOnTrouble(action, argument)
	}
}

// doSignInAs signs in as one of the demo's people; Argument is the person's id.
const doSignInAs present.Action = "sign_in_as"

// outside opens something of another program; a failure is told like any other.
func (w *Window) outside(open func(context.Context) error) {
	w.deps.Background(func() {
		if err := open(w.ctx); err != nil {
			w.deps.OnUI(func() {
				w.problem = err
				w.render()
			})
		}
	})
}

// openAgain opens the address that a running job waits at. When that fails the
// job's own page says so; the job goes on waiting.
func (w *Window) openAgain(address string) {
	job := w.work
	w.deps.Background(func() {
		err := w.deps.OpenURL(w.ctx, address)
		if err == nil || job == nil {
			return
		}
		w.progress(job)(core.Progress{Stage: core.StageWaiting, URL: address, BrowserFailed: true})
	})
}

// tryAgain repeats what failed, asks the provider once more, or reads this
// computer again.
func (w *Window) tryAgain() {
	retry := w.retry
	w.problem, w.retry = nil, nil
	switch {
	case retry != nil:
		retry()
	case w.page == present.PageRights && w.snap.signedIn() && !w.offline:
		w.recheck("")
	case w.offline:
		w.probeNow()
	default:
		w.reload()
	}
	w.render()
}
