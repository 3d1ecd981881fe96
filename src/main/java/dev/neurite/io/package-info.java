/** What readers and writers of model files share. Not exported. */
package dev.neurite.io;
