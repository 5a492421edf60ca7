using System.Runtime.InteropServices;
using NetVips;

namespace Broadside.Media;

/// <summary>
/// The one door to libvips. It is loaded when the first picture is worked on and not before. Two pieces of work go through at a
/// time, one that nobody waits for and beside it one that a reader waits for, both behind everything else that the machine has to
/// do: pages come before pictures. Each has one thread and no cache, and what it used goes back to the system afterwards: a
/// serving program stays small.
/// Only the readers of formats that the library takes can be reached; those for SVG, PDF, TIFF and the rest are blocked.
/// </summary>
public sealed class Libvips : IDisposable
{
    private const int Behind = 10;

    private static readonly string[] Readers = ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadNsgif", "VipsForeignLoadWebp", "VipsForeignLoadHeif"];
    private static readonly Lazy<bool> Ready = new(Prepare);

    private readonly SemaphoreSlim gate = new(1);
    private readonly SemaphoreSlim quickGate = new(1);

    /// <summary>Work that takes its time.</summary>
    /// <exception cref="VipsException">libvips could not read the picture.</exception>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancel) => RunAsync(gate, work, cancel);

    /// <summary>Work of a few hundredths of a second that a reader waits for.</summary>
    /// <exception cref="VipsException">libvips could not read the picture.</exception>
    public Task<T> RunQuickAsync<T>(Func<T> work, CancellationToken cancel) => RunAsync(quickGate, work, cancel);

    public void Dispose()
    {
        gate.Dispose();
        quickGate.Dispose();
    }

    private static async Task<T> RunAsync<T>(SemaphoreSlim gate, Func<T> work, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            // A thread of its own, which ends with it: its priority must not stay with one of the pool's.
            return await Task.Factory.StartNew(() => Work(work), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            gate.Release();
        }
    }

    private static T Work<T>(Func<T> work)
    {
        _ = Ready.Value;
        LowerPriority();
        try
        {
            return work();
        }
        finally
        {
            GiveBack();
        }
    }

    private static bool Prepare()
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
        return true;
    }

    // On Linux "this process" means the calling thread, and those that it starts: libvips has threads of its own, keeps them from
    // one picture to the next, and they stay as the first one to need them was. That it may fail changes nothing but the pace.
    private static void LowerPriority()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(0, 0, Behind);
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

    [DllImport("libc", EntryPoint = "setpriority")]
    private static extern int SetPriority(int which, int who, int value);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int MallocTrim(nint pad);
}
