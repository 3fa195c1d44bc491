# A real browser without a window, by the DevTools protocol, for tests of pages.

# The browser, or nothing where there is none.
function Find-Browser {
    @($env:NVDIMMPS_CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome', 'chrome') | Where-Object { $_ } |
        ForEach-Object { Get-Command $_ -CommandType Application -ErrorAction Ignore } | Select-Object -First 1 -ExpandProperty Source
}

function Open-Browser([string] $Folder) {
    $options = '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-extensions', '--disable-background-networking',
    '--remote-debugging-port=0', "--user-data-dir=$Folder", 'about:blank'
    $process = Start-Process (Find-Browser) $options -PassThru -RedirectStandardOutput "$Folder.out" -RedirectStandardError "$Folder.err"
    $portFile = Join-Path $Folder 'DevToolsActivePort'
    $until = [System.DateTime]::UtcNow.AddMinutes(2)
    while (@(Get-Content $portFile -ErrorAction Ignore).Count -lt 2) {
        if ($process.HasExited -or [System.DateTime]::UtcNow -gt $until) {
            throw "The browser did not start: $(Get-Content "$Folder.err" -Raw -ErrorAction Ignore)"
        }
        Start-Sleep -Milliseconds 100
    }
    $port, $path = Get-Content $portFile
    $socket = [System.Net.WebSockets.ClientWebSocket]::new()
    $null = $socket.ConnectAsync("ws://127.0.0.1:$port$path", [System.Threading.CancellationToken]::None).GetAwaiter().GetResult()
    $browser = @{ Process = $process; Socket = $socket; Next = 0; Events = [System.Collections.Generic.List[object]]::new(); Session = $null }
    $target = (Send-Browser $browser Target.createTarget -Parameters @{ url = 'about:blank' }).targetId
    $browser.Session = (Send-Browser $browser Target.attachToTarget -Parameters @{ targetId = $target; flatten = $true }).sessionId
    foreach ($domain in 'Page', 'Runtime', 'Network', 'Log', 'Accessibility') {
        $null = Send-Browser $browser "$domain.enable"
    }
    $browser
}

function Close-Browser($Browser) {
    if ($Browser) {
        $Browser.Socket.Dispose()
        $Browser.Process.Kill($true)
        $Browser.Process.WaitForExit()
    }
}

# One message of the browser.
function Receive-Browser($Browser) {
    $text = [System.IO.MemoryStream]::new()
    $chunk = [byte[]]::new(1MB)
    $limit = [System.Threading.CancellationTokenSource]::new(120000)
    try {
        do {
            $part = $Browser.Socket.ReceiveAsync([System.ArraySegment[byte]]::new($chunk), $limit.Token).GetAwaiter().GetResult()
            $text.Write($chunk, 0, $part.Count)
        } until ($part.EndOfMessage)
    } finally {
        $limit.Dispose()
    }
    [System.Text.Encoding]::UTF8.GetString($text.ToArray()) | ConvertFrom-Json -Depth 64
}

# Sends a command and waits for its answer; events meanwhile are kept.
function Send-Browser($Browser, [string] $Method, [hashtable] $Parameters = @{}) {
    $id = ++$Browser.Next
    $message = @{ id = $id; method = $Method; params = $Parameters }
    if ($Browser.Session) {
        $message.sessionId = $Browser.Session
    }
    $bytes = [System.Text.Encoding]::UTF8.GetBytes(($message | ConvertTo-Json -Depth 16 -Compress))
    $null = $Browser.Socket.SendAsync([System.ArraySegment[byte]]::new($bytes), 'Text', $true, [System.Threading.CancellationToken]::None).GetAwaiter().GetResult()
    while ($true) {
        $answer = Receive-Browser $Browser
        if ($answer.PSObject.Properties['id'] -and $answer.id -eq $id) {
            if ($answer.PSObject.Properties['error']) {
                throw "${Method}: $($answer.error.message)"
            }
            return $answer.result
        }
        $Browser.Events.Add($answer)
    }
}

# Opens a file and waits until it is loaded.
function Open-Page($Browser, [string] $Path, [int] $Width = 1280, [int] $Height = 900) {
    $null = Send-Browser $Browser Emulation.setDeviceMetricsOverride -Parameters @{ width = $Width; height = $Height; deviceScaleFactor = 1; mobile = $false }
    $Browser.Events.Clear()
    $null = Send-Browser $Browser Page.navigate -Parameters @{ url = [uri]::new("file://$Path").AbsoluteUri }
    while (-not ($Browser.Events | Where-Object method -EQ Page.loadEventFired)) {
        $Browser.Events.Add((Receive-Browser $Browser))
    }
}

# The value of an expression in the page.
function Get-PageValue($Browser, [string] $Script) {
    $answer = Send-Browser $Browser Runtime.evaluate -Parameters @{ expression = $Script; returnByValue = $true; awaitPromise = $true; userGesture = $true }
    if ($answer.PSObject.Properties['exceptionDetails']) {
        throw "$($answer.exceptionDetails.exception.description)"
    }
    $answer.result.value
}
