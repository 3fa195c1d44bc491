# pwsh.sh - the PowerShell of this machine, and how the guest gets it. Sourced by run.sh and record.sh, which set ROOT.

# Sets PWSH (the program) and PWSH_HOME (its folder): NVDIMMPS_PWSH, else the repository's dotnet tool, else PATH. Fails
# where there is none. PowerShell itself knows its folder; what starts it may be a link or a small program elsewhere.
find_pwsh() {
    command -v dotnet >/dev/null || return 1
    if [ -n "${NVDIMMPS_PWSH:-}" ]; then ask_pwsh "$NVDIMMPS_PWSH"; return; fi
    if [ -e "$ROOT/.config/dotnet-tools.json" ] && (cd "$ROOT" && dotnet tool restore) >/dev/null 2>&1; then
        ask_pwsh dotnet tool run pwsh -- && return
    fi
    ask_pwsh pwsh
}

ask_pwsh() { # COMMAND ARG...
    PWSH_HOME=$(cd "$ROOT" && POWERSHELL_TELEMETRY_OPTOUT=1 "$@" -NoProfile -NonInteractive -Command '$PSHOME' 2>/dev/null) || return 1
    [ -x "$PWSH_HOME/pwsh" ] || return 1
    PWSH=$PWSH_HOME/pwsh
    # In the tool's folder it brings no runtime.
    DOTNET_ROOT=$(dirname -- "$(realpath -- "$(command -v dotnet)")")
    export DOTNET_ROOT
}

# Sets PWSH_SHARES, vm.sh's options that bring PowerShell and its runtime into the guest as /opt/pwsh and /opt/dotnet.
share_pwsh() {
    local cache=${NVDIMMPS_VM_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/nvdimmps-vm} native
    native=$cache/pwsh/$(cat "$PWSH_HOME/System.Management.Automation.dll" <(dotnet --version) | sha256sum | cut -c1-16)
    [ -d "$native" ] || compile_pwsh "$native" || native=$PWSH_HOME
    PWSH_SHARES=(
        --ro "$native:/opt/pwsh" --ro "$DOTNET_ROOT:/opt/dotnet" --env DOTNET_ROOT=/opt/dotnet --env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
        --env POWERSHELL_TELEMETRY_OPTOUT=1 --env NO_COLOR=1
    )
}

# A copy of PowerShell's folder, compiled for this platform where it is not. Without the compiler (a package of the SDK's)
# the guest takes longer and says the same.
compile_pwsh() { # FOLDER
    local new=$1.new status=0
    rm -rf "$(dirname -- "$1")"
    mkdir -p "$new"
    cp -rL "$PWSH_HOME" "$new/pwsh"
    dotnet publish "$HERE/native-pwsh" -v quiet -p:PowerShellHome="$PWSH_HOME" -p:Scratch="$new/" -o "$new/pwsh" >"$new/log" 2>&1 </dev/null || status=$?
    if [ "$status" -eq 0 ]; then
        mv "$new/pwsh" "$1"
    else
        echo "PowerShell cannot be compiled for the guest, which takes longer then: $(grep -m 1 error "$new/log" || tail -n 1 "$new/log")" >&2
    fi
    rm -rf "$new"
    return "$status"
}
