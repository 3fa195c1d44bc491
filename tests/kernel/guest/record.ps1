# In the guest: records the session, and shows it.
Import-Module ./NvdimmPS
. ./trace-session.ps1
Start-NvdimmTrace ./session.jsonl
Invoke-TraceSession
Stop-NvdimmTrace -PassThru
