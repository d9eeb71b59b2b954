package io.isthmus.retrieve.spool;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the records of a file by AES-256-GCM under a key that is never written down and ends
 * with the process. The nonce is the number of the file and that of the record, of which neither
 * comes twice in a process; so no record can stand in for another either. Not thread safe.
 */
final class Seal {
  /** Bytes of a record before it is sealed; the last of a file may have fewer. */
  static final int RECORD = 64 * 1024;

  /** Bytes that sealing adds to each record. */
  static final int TAG = 16;

  private static final int KEY = 32;
  private static final int NONCE = 12;

  private final SecretKey key;
  private final long file;
  private final Cipher cipher;

  private Seal(SecretKey key, long file) {
    this.key = key;
    this.file = file;
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("this Java has no AES-GCM", absent);
    }
  }

  /** The key of one process. */
  record Key(SecretKey key) {
    static Key random() {
      byte[] bytes = new byte[KEY];
      new SecureRandom().nextBytes(bytes);
      return new Key(new SecretKeySpec(bytes, "AES"));
    }

    Seal of(long file) {
      return new Seal(key, file);
    }
  }

  /** Seals {@code length} bytes; returns how many they have become. */
  int seal(int record, byte[] plain, int length, byte[] sealed) {
    try {
      return run(Cipher.ENCRYPT_MODE, record, plain, length, sealed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a record cannot be sealed", impossible);
    }
  }

  /**
   * Opens {@code length} sealed bytes; returns how many they were.
   *
   * @throws InstanceDamagedException when they are not what was sealed; nothing of {@code plain} is
   *     then worth anything
   */
  int open(int record, byte[] sealed, int length, byte[] plain) throws InstanceDamagedException {
    try {
      return run(Cipher.DECRYPT_MODE, record, sealed, length, plain);
    } catch (AEADBadTagException changed) {
      throw new InstanceDamagedException("record " + record + " was changed on disk");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a record cannot be opened", impossible);
    }
  }

  private int run(int mode, int record, byte[] from, int length, byte[] to)
      throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE).putLong(file).putInt(record).array();
    cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    return cipher.doFinal(from, 0, length, to);
  }
}
