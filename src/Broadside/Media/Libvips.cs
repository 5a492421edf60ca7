using System.Runtime.InteropServices;
using NetVips;

namespace Broadside.Media;

/// <summary>
/// The one door to libvips. It is loaded when the first picture is worked on and not before; one piece of work goes through at a
/// time, on one thread, with no cache, and what it used goes back to the system afterwards: a serving program stays small.
/// Only the readers of formats that the library takes can be reached; those for SVG, PDF, TIFF and the rest are blocked.
/// </summary>
public sealed class Libvips : IDisposable
{
    private static readonly string[] Readers = ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadNsgif", "VipsForeignLoadWebp", "VipsForeignLoadHeif"];

    private readonly SemaphoreSlim gate = new(1);
    private bool ready;

    /// <exception cref="VipsException">libvips could not read the picture.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Work(work), cancel);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private T Work<T>(Func<T> work)
    {
        if (!ready)
        {
            Prepare();
            ready = true;
        }
        try
        {
            return work();
        }
        finally
        {
            GiveBack();
        }
    }

    private static void Prepare()
    {
        // Its complaints about a damaged picture come back as exceptions; on standard error they would only be noise that a stranger can make.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
        NetVips.NetVips.Concurrency = 1;
        Operation.Block("VipsForeignLoad", true);
        foreach (var reader in Readers)
        {
            Operation.Block(reader, false);
        }
    }

    // glibc keeps what libvips freed for later: measured, a process of 150 MB after one AVIF, of 87 MB after this.
    private static void GiveBack()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, "malloc_trim", out var trim))
        {
            Marshal.GetDelegateForFunctionPointer<MallocTrim>(trim)(0);
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int MallocTrim(nint pad);
}
