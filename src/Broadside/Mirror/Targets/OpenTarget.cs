namespace Broadside.Mirror.Targets;

/// <summary>Connects to a mirror by what its address says.</summary>
public sealed class OpenTarget(TimeProvider time)
{
    public MirrorPatience Patience { get; init; } = MirrorPatience.Usual;

    /// <summary>Keeps the time of the wire: how long is waited, and what S3's signature says of the hour.</summary>
    public TimeProvider Wire { get; init; } = time;

    /// <exception cref="MirrorTrouble">It cannot be reached, or does not let us in.</exception>
    public async Task<IMirrorTarget> RunAsync(MirrorAddress address, MirrorSecret secret, HostKeyPin pin, CancellationToken cancel) => address.Kind switch
    {
        MirrorKind.Folder => new StagedTarget(FolderFiles.Open(address.Path)),
        MirrorKind.Sftp => new StagedTarget(await SftpFiles.OpenAsync(address, secret, pin, Patience, cancel)),
        MirrorKind.Rsync => new RsyncTarget(address, new RsyncProgram(address, secret, pin, Patience)),
        MirrorKind.S3 => new S3Target(address, secret, Patience, Wire),
        _ => new StagedTarget(new WebDavFiles(address, secret, Patience, Wire)),
    };
}
