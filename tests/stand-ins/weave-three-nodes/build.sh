# Linux 6.18
# ip utility, iproute2-6.1.0, libbpf 1.1.2
# iptables v1.8.9 (nf_tables)
# conntrack v1.4.7 (conntrack-tools)
# BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.
ip netns add gw
ip netns add sw
ip netns add n1
ip netns add n2
ip netns add n3
ip netns add a1
ip netns add b1
ip netns add a2
ip netns add a3
ip netns exec gw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec gw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec gw sysctl -qw net.ipv4.ip_forward=1
ip netns exec sw sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec sw sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec n1 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec n1 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec n1 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec n2 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec n2 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec n2 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec n3 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec n3 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec n3 sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
ip netns exec a1 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec a1 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec b1 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec b1 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec a2 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec a2 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec a3 sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip netns exec a3 sysctl -eqw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n sw link add name br-under index 2 type bridge
ip -n sw link add name p-gw index 3 address 02:50:00:00:00:01 type veth peer name eth0 index 2 address 52:54:00:00:00:01 netns gw
ip -n sw link add name p-n1 index 4 address 02:50:00:00:00:11 type veth peer name eth0 index 2 address 52:54:00:00:00:11 netns n1
ip -n sw link add name p-n2 index 5 address 02:50:00:00:00:12 type veth peer name eth0 index 2 address 52:54:00:00:00:12 netns n2
ip -n sw link add name p-n3 index 6 address 02:50:00:00:00:13 type veth peer name eth0 index 2 address 52:54:00:00:00:13 netns n3
ip -n n1 link add name datapath index 3 address 02:57:01:00:00:01 mtu 1376 type bridge
ip -n n1 link add name weave index 4 address 0a:58:0a:20:00:01 mtu 1376 type bridge
ip -n n1 link add name vethwe-bridge index 6 address 02:57:03:00:00:01 mtu 1376 type veth peer name vethwe-datapath index 5 address 02:57:02:00:00:01 mtu 1376 netns n1
ip -n n1 link add name vxlan-6784 index 7 address 02:57:04:00:00:01 mtu 65485 type vxlan id 6784 local 192.168.50.11 dstport 6784 learning udpcsum
ip -n n1 link add name vethwepl1387728 index 8 address 02:00:00:00:01:01 mtu 1376 type veth peer name eth0 index 2 address 0a:58:0a:20:00:02 mtu 1376 netns a1
ip -n n1 link add name vethwepld8a6f03 index 9 address 02:00:00:00:01:02 mtu 1376 type veth peer name eth0 index 2 address 0a:58:0a:20:00:03 mtu 1376 netns b1
ip -n n2 link add name datapath index 3 address 02:57:01:00:00:02 mtu 1376 type bridge
ip -n n2 link add name weave index 4 address 0a:58:0a:2c:00:00 mtu 1376 type bridge
ip -n n2 link add name vethwe-bridge index 6 address 02:57:03:00:00:02 mtu 1376 type veth peer name vethwe-datapath index 5 address 02:57:02:00:00:02 mtu 1376 netns n2
ip -n n2 link add name vxlan-6784 index 7 address 02:57:04:00:00:02 mtu 65485 type vxlan id 6784 local 192.168.50.12 dstport 6784 learning udpcsum
ip -n n2 link add name vethwepl3e412b5 index 8 address 02:00:00:00:02:01 mtu 1376 type veth peer name eth0 index 2 address 0a:58:0a:2c:00:01 mtu 1376 netns a2
ip -n n3 link add name datapath index 3 address 02:57:01:00:00:03 mtu 1376 type bridge
ip -n n3 link add name weave index 4 address 0a:58:0a:24:00:00 mtu 1376 type bridge
ip -n n3 link add name vethwe-bridge index 6 address 02:57:03:00:00:03 mtu 1376 type veth peer name vethwe-datapath index 5 address 02:57:02:00:00:03 mtu 1376 netns n3
ip -n n3 link add name vxlan-6784 index 7 address 02:57:04:00:00:03 mtu 65485 type vxlan id 6784 local 192.168.50.13 dstport 6784 learning udpcsum
ip -n n3 link add name vethwepl198d455 index 8 address 02:00:00:00:03:01 mtu 1376 type veth peer name eth0 index 2 address 0a:58:0a:24:00:01 mtu 1376 netns a3
ip -n sw link set dev p-gw master br-under
ip -n sw link set dev p-n1 master br-under
ip -n sw link set dev p-n2 master br-under
ip -n sw link set dev p-n3 master br-under
ip -n n1 link set dev vethwe-bridge master weave
ip -n n1 link set dev vethwepl1387728 master weave
bridge -n n1 link set dev vethwepl1387728 hairpin on
ip -n n1 link set dev vethwepld8a6f03 master weave
bridge -n n1 link set dev vethwepld8a6f03 hairpin on
ip -n n2 link set dev vethwe-bridge master weave
ip -n n2 link set dev vethwepl3e412b5 master weave
bridge -n n2 link set dev vethwepl3e412b5 hairpin on
ip -n n3 link set dev vethwe-bridge master weave
ip -n n3 link set dev vethwepl198d455 master weave
bridge -n n3 link set dev vethwepl198d455 hairpin on
ip -n n1 link set dev vethwe-datapath master datapath
ip -n n1 link set dev vxlan-6784 master datapath
bridge -n n1 fdb append 00:00:00:00:00:00 dev vxlan-6784 dst 192.168.50.12 self permanent
bridge -n n1 fdb append 00:00:00:00:00:00 dev vxlan-6784 dst 192.168.50.13 self permanent
ip -n n2 link set dev vethwe-datapath master datapath
ip -n n2 link set dev vxlan-6784 master datapath
bridge -n n2 fdb append 00:00:00:00:00:00 dev vxlan-6784 dst 192.168.50.11 self permanent
bridge -n n2 fdb append 00:00:00:00:00:00 dev vxlan-6784 dst 192.168.50.13 self permanent
ip -n n3 link set dev vethwe-datapath master datapath
ip -n n3 link set dev vxlan-6784 master datapath
bridge -n n3 fdb append 00:00:00:00:00:00 dev vxlan-6784 dst 192.168.50.11 self permanent
bridge -n n3 fdb append 00:00:00:00:00:00 dev vxlan-6784 dst 192.168.50.12 self permanent
ip -n gw link set dev lo up
ip -n gw addr add 203.0.113.10/32 dev lo
ip -n gw addr add 192.168.50.1/24 dev eth0
ip -n gw link set dev eth0 up
ip -n sw link set dev lo up
ip -n sw link set dev br-under up
ip -n sw link set dev p-gw up
ip -n sw link set dev p-n1 up
ip -n sw link set dev p-n2 up
ip -n sw link set dev p-n3 up
ip -n n1 link set dev lo up
ip -n n1 addr add 192.168.50.11/24 dev eth0
ip -n n1 link set dev eth0 up
ip -n n1 link set dev datapath up
ip -n n1 addr add 10.32.0.1/12 dev weave
ip -n n1 link set dev weave up
ip -n n1 link set dev vethwe-datapath up
ip -n n1 link set dev vethwe-bridge up
ip -n n1 link set dev vxlan-6784 up
ip -n n1 link set dev vethwepl1387728 up
ip -n n1 link set dev vethwepld8a6f03 up
ip -n n2 link set dev lo up
ip -n n2 addr add 192.168.50.12/24 dev eth0
ip -n n2 link set dev eth0 up
ip -n n2 link set dev datapath up
ip -n n2 addr add 10.44.0.0/12 dev weave
ip -n n2 link set dev weave up
ip -n n2 link set dev vethwe-datapath up
ip -n n2 link set dev vethwe-bridge up
ip -n n2 link set dev vxlan-6784 up
ip -n n2 link set dev vethwepl3e412b5 up
ip -n n3 link set dev lo up
ip -n n3 addr add 192.168.50.13/24 dev eth0
ip -n n3 link set dev eth0 up
ip -n n3 link set dev datapath up
ip -n n3 addr add 10.36.0.0/12 dev weave
ip -n n3 link set dev weave up
ip -n n3 link set dev vethwe-datapath up
ip -n n3 link set dev vethwe-bridge up
ip -n n3 link set dev vxlan-6784 up
ip -n n3 link set dev vethwepl198d455 up
ip -n a1 link set dev lo up
ip -n a1 addr add 10.32.0.2/12 dev eth0
ip -n a1 link set dev eth0 up
ip -n b1 link set dev lo up
ip -n b1 addr add 10.32.0.3/12 dev eth0
ip -n b1 link set dev eth0 up
ip -n a2 link set dev lo up
ip -n a2 addr add 10.44.0.1/12 dev eth0
ip -n a2 link set dev eth0 up
ip -n a3 link set dev lo up
ip -n a3 addr add 10.36.0.1/12 dev eth0
ip -n a3 link set dev eth0 up
ip -n n1 route add default via 192.168.50.1 dev eth0
ip -n n2 route add default via 192.168.50.1 dev eth0
ip -n n3 route add default via 192.168.50.1 dev eth0
ip -n a1 route add default via 10.32.0.1 dev eth0
ip -n b1 route add default via 10.32.0.1 dev eth0
ip -n a2 route add default via 10.44.0.0 dev eth0
ip -n a3 route add default via 10.36.0.0 dev eth0
ip netns exec n1 iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:WEAVE-EXPOSE - [0:0]
-A FORWARD -i weave -o weave -j ACCEPT
-A FORWARD -o weave -j WEAVE-EXPOSE
-A FORWARD -i weave ! -o weave -j ACCEPT
-A FORWARD -o weave -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A WEAVE-EXPOSE -d 10.32.0.0/12 -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:WEAVE - [0:0]
-A POSTROUTING -j WEAVE
-A WEAVE -d 10.32.0.0/14 -m comment --comment "Prevent SNAT to locally running containers" -j RETURN
-A WEAVE -s 10.32.0.0/12 -d 224.0.0.0/4 -j RETURN
-A WEAVE ! -s 10.32.0.0/12 -d 10.32.0.0/12 -j MASQUERADE
-A WEAVE -s 10.32.0.0/12 ! -d 10.32.0.0/12 -j MASQUERADE
COMMIT
E
ip netns exec n2 iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:WEAVE-EXPOSE - [0:0]
-A FORWARD -i weave -o weave -j ACCEPT
-A FORWARD -o weave -j WEAVE-EXPOSE
-A FORWARD -i weave ! -o weave -j ACCEPT
-A FORWARD -o weave -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A WEAVE-EXPOSE -d 10.32.0.0/12 -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:WEAVE - [0:0]
-A POSTROUTING -j WEAVE
-A WEAVE -d 10.44.0.0/14 -m comment --comment "Prevent SNAT to locally running containers" -j RETURN
-A WEAVE -s 10.32.0.0/12 -d 224.0.0.0/4 -j RETURN
-A WEAVE ! -s 10.32.0.0/12 -d 10.32.0.0/12 -j MASQUERADE
-A WEAVE -s 10.32.0.0/12 ! -d 10.32.0.0/12 -j MASQUERADE
COMMIT
E
ip netns exec n3 iptables-restore <<'E'
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:WEAVE-EXPOSE - [0:0]
-A FORWARD -i weave -o weave -j ACCEPT
-A FORWARD -o weave -j WEAVE-EXPOSE
-A FORWARD -i weave ! -o weave -j ACCEPT
-A FORWARD -o weave -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A WEAVE-EXPOSE -d 10.32.0.0/12 -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:WEAVE - [0:0]
-A POSTROUTING -j WEAVE
-A WEAVE -d 10.36.0.0/14 -m comment --comment "Prevent SNAT to locally running containers" -j RETURN
-A WEAVE -s 10.32.0.0/12 -d 224.0.0.0/4 -j RETURN
-A WEAVE ! -s 10.32.0.0/12 -d 10.32.0.0/12 -j MASQUERADE
-A WEAVE -s 10.32.0.0/12 ! -d 10.32.0.0/12 -j MASQUERADE
COMMIT
E
# in gw the recorder itself answers HTTP on *:80
# in a1 the recorder itself answers HTTP on *:8080
# in b1 the recorder itself answers HTTP on *:8080
# in a2 the recorder itself answers HTTP on *:8080
# in a3 the recorder itself answers HTTP on *:8080
