# Runs on hosts that have PowerShell and no module: gives what sysfs says of NVDIMMs as the lines of a trace. It reads what
# the module's own recorder reads (the names are given to it) and nothing else, since some attributes call the firmware.
[CmdletBinding()]
param([string] $Root, [string[]] $Attributes, [string[]] $Objects, [string[]] $Groups)

$names = @{ Attributes = $Attributes; Objects = $Objects; Groups = $Groups }
$lines = [System.Collections.Generic.List[string]]::new()
$seen = [System.Collections.Generic.HashSet[string]]::new()
$utf8 = [System.Text.UTF8Encoding]::new($false, $true)

function Add-Line([string] $Path, [System.Collections.IDictionary] $Line) {
    if ($seen.Add($Path)) {
        $lines.Add((ConvertTo-Json -InputObject $Line -Compress))
    }
}

function Get-ChildName([string] $Path) {
    if ([System.IO.Directory]::Exists("$Root/$Path")) {
        $children = [string[]] @([System.IO.Directory]::GetFileSystemEntries("$Root/$Path").ForEach({ [System.IO.Path]::GetFileName($_) }))
        [Array]::Sort($children, [StringComparer]::Ordinal)
        $children
    }
}

# Where a link leads, as a path in the tree; nothing for what is no link or leads out of it.
function Get-Target([string] $Path) {
    $target = [System.IO.FileInfo]::new("$Root/$Path").LinkTarget
    if ($target) {
        $full = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine([System.IO.Path]::GetDirectoryName("$Root/$Path"), $target))
        if ($full.StartsWith("$Root/", [StringComparison]::Ordinal)) {
            $full.Substring($Root.Length + 1)
        }
    }
}

function Add-Link([string] $Path) {
    if ($target = Get-Target $Path) {
        Add-Line $Path ([ordered] @{ kind = 'link'; path = $Path; target = $target })
        $target
    }
}

# To its end: sysfs says of each attribute that it has a page, and ReadAllBytes would insist on that.
function Get-AttributeByte([string] $Path) {
    $content = [System.IO.MemoryStream]::new()
    $file = [System.IO.File]::OpenRead("$Root/$Path")
    try { $file.CopyTo($content) } finally { $file.Dispose() }
    , $content.ToArray()
}

function Add-Attribute([string] $Path) {
    try {
        $bytes = Get-AttributeByte $Path
    } catch [System.IO.FileNotFoundException] {
        return
    } catch {
        $cause = $_.Exception.GetBaseException()
        $errno = if ($cause -is [System.UnauthorizedAccessException]) { 13 } elseif ($cause.HResult -in 1..4095) { $cause.HResult } else { 5 }
        Add-Line $Path ([ordered] @{ kind = 'attribute'; path = $Path; errno = $errno })
        return
    }
    try {
        Add-Line $Path ([ordered] @{ kind = 'attribute'; path = $Path; text = $utf8.GetString($bytes) })
    } catch {
        Add-Line $Path ([ordered] @{ kind = 'attribute'; path = $Path; hex = [Convert]::ToHexString($bytes) })
    }
}

function Add-Device([string] $Path) {
    Add-Line $Path ([ordered] @{ kind = 'folder'; path = $Path })
    foreach ($name in Get-ChildName $Path) {
        $child = "$Path/$name"
        if ($name -ceq 'driver') {
            $null = Add-Link $child
        } elseif ([System.IO.Directory]::Exists("$Root/$child")) {
            $isObject = $name -cin $names.Groups -or @($names.Objects.Where({ $name.StartsWith($_, [StringComparison]::Ordinal) })).Count
            if ($isObject -and -not [System.IO.DirectoryInfo]::new("$Root/$child").LinkTarget) {
                Add-Device $child
            }
        } elseif ($name -cin $names.Attributes -or $name.StartsWith('mapping', [StringComparison]::Ordinal)) {
            Add-Attribute $child
        }
    }
}

if (-not [System.IO.Directory]::Exists("$Root/class/nd")) {
    throw [System.Management.Automation.ErrorRecord]::new([System.Exception]::new("$Root/class/nd does not exist"), 'Nvdimm.Fleet.NoNvdimm', 'ObjectNotFound', $null)
}

$lines.Add((ConvertTo-Json -Compress -InputObject ([ordered] @{
                kind = 'header'; format = 'nvdimm-trace'; version = 1; time = [DateTime]::UtcNow.ToString('o')
                source = 'Agentless'; hostName = [Environment]::MachineName; frontEnd = 'collector'; runtime = "PowerShell $($PSVersionTable.PSVersion)"
            })))
Add-Line 'class/nd' ([ordered] @{ kind = 'folder'; path = 'class/nd' })
$buses = foreach ($name in Get-ChildName 'class/nd') {
    if (($node = Add-Link "class/nd/$name") -and ($bus = Add-Link "$node/device")) {
        $bus
        Add-Device $bus
    }
}
if ([System.IO.Directory]::Exists("$Root/bus/nd/devices")) {
    Add-Line 'bus/nd/devices' ([ordered] @{ kind = 'folder'; path = 'bus/nd/devices' })
}
foreach ($name in Get-ChildName 'bus/nd/devices') {
    $null = Add-Link "bus/nd/devices/$name"
}
foreach ($name in @(Get-ChildName 'class/block') -cmatch '^(pmem|ndblk)') {
    $target = Get-Target "class/block/$name"
    if (@($buses).Where({ $target -and $target.StartsWith("$_/", [StringComparison]::Ordinal) })) {
        $null = Add-Link "class/block/$name"
    }
}
$lines -join "`n"
